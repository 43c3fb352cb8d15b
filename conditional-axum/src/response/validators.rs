//! The validators of a representation as header fields of an answer.

use axum::http::{HeaderMap, header};
use conditional_core::{LastModified, Representation};

use crate::clock;

/// Adds `ETag` and `Last-Modified` where the answer does not have them.
///
/// A date that the clock has not left yet can be overtaken within its second, so it is not sent
/// alone; beside a tag it is, at most as "now" (RFC 9110 §8.8.2.1 and §8.8.2.2).
#[inline]
pub(crate) fn add(headers: &mut HeaderMap, representation: Representation) {
    let Representation::Present {
        etag,
        last_modified,
    } = representation
    else {
        return;
    };
    if let Some(etag) = etag {
        headers.entry(header::ETAG).or_insert_with(|| etag.into());
    }
    let Some(date) = last_modified else { return };
    let beside_tag = headers.contains_key(header::ETAG);
    if let Some(date) = to_send(date, clock::now(), beside_tag) {
        headers
            .entry(header::LAST_MODIFIED)
            .or_insert_with(|| date.into());
    }
}

/// Adds `ETag`, or else `Last-Modified`: what a 304 must repeat (RFC 9110 §15.4.5).
#[inline]
pub(crate) fn add_strongest(headers: &mut HeaderMap, representation: Representation) {
    match representation {
        Representation::Present {
            etag: Some(etag), ..
        } => {
            headers.insert(header::ETAG, etag.into());
        }
        other => add(headers, other),
    }
}

fn to_send(date: LastModified, now: LastModified, beside_tag: bool) -> Option<LastModified> {
    match beside_tag {
        true => Some(date.min(now)),
        false => (date < now).then_some(date),
    }
}
