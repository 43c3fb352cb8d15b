//! What header values are made of.

use http::HeaderValue;

/// Makes a header value of a text that any header value may hold: visible ASCII, obs-text, spaces.
///
/// Every caller has checked or rendered the text. In a library that never panics there must be
/// some answer even so.
pub(crate) fn header_value(text: &[u8]) -> HeaderValue {
    HeaderValue::from_bytes(text).unwrap_or(HeaderValue::from_static(""))
}

/// The same, without a copy.
pub(crate) fn header_value_owned(text: Vec<u8>) -> HeaderValue {
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
}
