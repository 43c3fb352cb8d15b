//! Marks the tag of a response.

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{StatusCode, response};
use axum::response::Response;
use conditional_core::ETag;

use super::coding::Coding;
use super::copies::Sent;
use super::suffix;
use crate::response::not_modified::NoContent;
use crate::response::validators;

const ACCEPT_ENCODING: HeaderValue = HeaderValue::from_static("Accept-Encoding");

/// Puts the coding on the response's tag.
pub(super) fn mark(response: Response, sent: Option<&Sent>) -> Response {
    let (mut parts, body) = response.into_parts();
    if parts.status == StatusCode::NOT_MODIFIED {
        mark_304(&mut parts, sent);
        // A compressor inside may have made something of nothing.
        return Response::from_parts(parts, Body::new(NoContent));
    }
    let coding = Coding::of_response(&parts.headers);
    mark_etag(&mut parts.headers, coding);
    Response::from_parts(parts, body)
}

fn mark_304(parts: &mut response::Parts, sent: Option<&Sent>) {
    let would_be = Coding::of_response(&parts.headers);
    parts.headers.remove(header::CONTENT_ENCODING);
    let Some(sent) = sent else {
        return mark_etag(&mut parts.headers, would_be);
    };
    let etag = validators::only_tag(&parts.headers).filter(|etag| !etag.is_weak());
    match etag.and_then(|etag| sent.coded(&etag)) {
        None => mark_etag(&mut parts.headers, None),
        Some(coded) => {
            parts.headers.insert(header::ETAG, coded);
            add_vary(&mut parts.headers);
        }
    }
}

fn mark_etag(headers: &mut HeaderMap, coding: Option<Coding>) {
    let marked = validators::only_tag(headers).and_then(|etag| marked(&etag, coding));
    if let Some(marked) = marked {
        headers.insert(header::ETAG, marked.into());
    }
}

/// A weak tag names the meaning, which is the same in every coding.
fn marked(etag: &ETag, coding: Option<Coding>) -> Option<ETag> {
    if etag.is_weak() {
        return ETag::weak(suffix::mark(etag.opaque(), None)?).ok();
    }
    ETag::strong(suffix::mark(etag.opaque(), coding)?).ok()
}

/// As the 200 with that coding has it (RFC 9110 §15.4.5).
fn add_vary(headers: &mut HeaderMap) {
    let is_there = headers.get_all(header::VARY).iter().any(|line| {
        line.as_bytes()
            .split(|byte| *byte == b',')
            .map(<[u8]>::trim_ascii)
            .any(|name| name == b"*" || name.eq_ignore_ascii_case(b"accept-encoding"))
    });
    if !is_there {
        headers.append(header::VARY, ACCEPT_ENCODING);
    }
}
