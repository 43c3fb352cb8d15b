//! HTTP conditional requests (RFC 9110 §13) as pure logic.

mod cache_control;
mod collection;
mod decision;
mod entity_tags;
mod etag;
mod evaluate;
mod fields;
mod grammar;
mod http_date;
mod ingredients;
mod last_modified;
mod lines;
mod preconditions;
mod publish;
mod representation;
mod resource;
#[cfg(feature = "axum-core")]
mod response_parts;
mod search;

pub use self::{
    cache_control::{CacheControl, InvalidCacheControl},
    collection::Collection,
    decision::{ConditionalField, Decision},
    etag::{ETag, InvalidETag},
    evaluate::is_safe_read,
    fields::Fields,
    ingredients::{ETagBuilder, Escaped, Ingredient},
    last_modified::{InvalidDate, LastModified},
    preconditions::Preconditions,
    representation::Representation,
    resource::Resource,
};

/// Makes a header value of a text that any header value may hold: visible ASCII, obs-text, spaces.
///
/// Every caller has checked or rendered the text. In a library that never panics there must be
/// some answer even so.
fn header_value(text: &[u8]) -> http::HeaderValue {
    http::HeaderValue::from_bytes(text).unwrap_or(http::HeaderValue::from_static(""))
}

/// The same, without a copy.
fn header_value_owned(text: Vec<u8>) -> http::HeaderValue {
    http::HeaderValue::try_from(text).unwrap_or(http::HeaderValue::from_static(""))
}
