//! The validators of a representation as header fields of an answer.

use axum::http::{HeaderMap, header};
use conditional_core::{LastModified, Representation};

use crate::clock;

/// Adds `ETag` and `Last-Modified` where the answer does not have them.
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
    if let Some(date) = last_modified {
        add_date(headers, date);
    }
}

fn add_date(headers: &mut HeaderMap, date: LastModified) {
    if headers.contains_key(header::LAST_MODIFIED) {
        return;
    }
    let beside_tag = headers.contains_key(header::ETAG);
    if let Some(date) = date.to_send(clock::now(), beside_tag) {
        headers.insert(header::LAST_MODIFIED, date.into());
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
