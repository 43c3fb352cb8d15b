//! The validators of a representation as header fields of a response: written and read.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use conditional_core::{ETag, Representation};

use crate::settings::GuardSettings;

/// Which validators an answer has already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Own {
    pub(crate) etag: bool,
    pub(crate) date: bool,
}

impl Own {
    /// Reads the names: an answer has few fields, and to look one up takes as long as to read eight.
    #[inline]
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut own = Self::default();
        for name in headers.keys() {
            match *name {
                header::ETAG => own.etag = true,
                header::LAST_MODIFIED => own.date = true,
                _ => {}
            }
        }
        own
    }
}

/// Adds `ETag` and `Last-Modified` where the answer does not have them; a date only if its second is
/// over.
#[inline]
pub(crate) fn add(
    headers: &mut HeaderMap,
    own: Own,
    representation: Representation,
    settings: &GuardSettings,
) {
    let date = representation.last_modified();
    let date = date.and_then(|_| settings.publish(&representation).last_modified);
    if !own.etag
        && let Representation::Present {
            etag: Some(etag), ..
        } = representation
    {
        headers.insert(header::ETAG, etag.into());
    }
    if let Some(date) = date
        && !own.date
    {
        headers.insert(header::LAST_MODIFIED, date.into());
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
        other => add(headers, Own::default(), other, settings()),
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
