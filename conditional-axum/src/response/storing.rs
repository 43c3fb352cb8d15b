//! Which answers no cache may store.
//!
//! A page can change twice within one second. A cache that holds the first version and asks by its
//! `Last-Modified`, or without one by the `Date` of its copy (RFC 9110 §13.1.3), would then be told
//! that it is current.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use conditional_core::Representation;

use super::validators::{only_line, only_tag};
use crate::settings::GuardSettings;

/// Removes a `Last-Modified` whose second is not over yet.
pub(crate) fn withhold_date(headers: &mut HeaderMap, settings: &GuardSettings) {
    let line = only_line(headers, &header::LAST_MODIFIED);
    let Some(date) = line.and_then(|line| line.to_str().ok()?.parse().ok()) else {
        return;
    };
    let dated = Representation::with_validators(None, Some(date));
    if settings.publish(&dated).last_modified.is_none() {
        headers.remove(header::LAST_MODIFIED);
    }
}

/// Makes an answer with neither `Last-Modified` nor a strong tag `no-store`, whatever was declared, and
/// removes the fields that tell single caches otherwise (RFC 9213).
pub(crate) fn forbid_without_validator(headers: &mut HeaderMap) {
    let has_strong_tag = || only_tag(headers).is_some_and(|etag| !etag.is_weak());
    if headers.contains_key(header::LAST_MODIFIED) || has_strong_tag() {
        return;
    }
    let targeted: Vec<HeaderName> = headers
        .keys()
        .filter(|name| is_targeted(name))
        .cloned()
        .collect();
    for name in targeted {
        headers.remove(name);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

fn is_targeted(name: &HeaderName) -> bool {
    name.as_str().ends_with("-cache-control") || name == "surrogate-control"
}
