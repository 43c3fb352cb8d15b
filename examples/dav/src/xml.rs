//! Documents in WebDAV's namespace.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

pub(crate) const DAV: &str = "DAV:";
pub(crate) const CALDAV: &str = "urn:ietf:params:xml:ns:caldav";

/// An answer of this element.
pub(crate) fn document(status: StatusCode, element: &str, content: &str) -> Response {
    let start = format!("<D:{element} xmlns:D=\"{DAV}\" xmlns:C=\"{CALDAV}\">");
    let text = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>{start}{content}</D:{element}>");
    let fields = [(header::CONTENT_TYPE, "application/xml; charset=utf-8")];
    (status, fields, text).into_response()
}

/// A text, for content and attributes.
pub(crate) fn escaped(text: &str) -> String {
    // A bare carriage return would be read as a line feed, and the event would be another.
    [
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("\"", "&quot;"),
        ("\r", "&#13;"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
