//! The validators of a representation as header fields of a response: written and read.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use conditional_core::{ETag, Representation};

use crate::settings::GuardSettings;

/// Adds `ETag` and `Last-Modified` where the answer does not have them; a date only if its second is
/// over.
#[inline]
pub(crate) fn add(
    headers: &mut HeaderMap,
    representation: Representation,
    settings: &GuardSettings,
) {
    let date = representation.last_modified();
    let date = date.and_then(|_| settings.publish(&representation).last_modified);
    if let Representation::Present {
        etag: Some(etag), ..
    } = representation
    {
        headers.entry(header::ETAG).or_insert_with(|| etag.into());
    }
    if let Some(date) = date {
        let entry = headers.entry(header::LAST_MODIFIED);
        entry.or_insert_with(|| date.into());
    }
}

/// Adds `ETag`, or else `Last-Modified`: what a 304 must repeat (RFC 9110 §15.4.5).
#[inline]
pub(crate) fn add_strongest<'s>(
    headers: &mut HeaderMap,
    representation: Representation,
    settings: impl FnOnce() -> &'s GuardSettings,
) {
    match representation {
        Representation::Present {
            etag: Some(etag), ..
        } => {
            headers.insert(header::ETAG, etag.into());
        }
        other => add(headers, other, settings()),
    }
}

/// What a response says of itself, if it has a validator.
///
/// A field that cannot be read counts as a validator all the same: nothing compares equal to it, and
/// nothing may replace it.
pub(crate) fn read(headers: &HeaderMap) -> Option<Representation> {
    if !headers.contains_key(header::ETAG) && !headers.contains_key(header::LAST_MODIFIED) {
        return None;
    }
    let date = only_line(headers, &header::LAST_MODIFIED);
    Some(Representation::with_validators(
        only_tag(headers),
        date.and_then(|line| line.to_str().ok()?.parse().ok()),
    ))
}

/// The response's `ETag`, if it has exactly one that can be read.
pub(crate) fn only_tag(headers: &HeaderMap) -> Option<ETag> {
    only_line(headers, &header::ETAG)?.try_into().ok()
}

/// The value of a field that has exactly one line.
pub(crate) fn only_line<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut lines = headers.get_all(name).iter();
    lines.next().filter(|_| lines.next().is_none())
}
