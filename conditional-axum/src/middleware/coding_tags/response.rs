//! Marks the tag of a response.

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{StatusCode, response};
use axum::response::Response;
use conditional_core::{ETag, tag_positions};

use super::coding::{Accepted, Coding};
use super::request::{is_acceptable, split};
use super::suffix;
use crate::response::not_modified::NoContent;

const ACCEPT_ENCODING: HeaderValue = HeaderValue::from_static("Accept-Encoding");

/// What a read said in `If-None-Match`.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// The lines that were rewritten, as they came: most often none.
    pub(super) lines: Vec<HeaderValue>,
    pub(super) accepted: Accepted,
}

impl Sent {
    /// The first of the client's tags that stands for a copy of `etag`, if that copy has a coding.
    fn coded(&self, etag: &ETag) -> Option<HeaderValue> {
        let tag = self.tags().find(|tag| self.is_copy(etag, tag))?;
        let (_, opaque) = split(tag)?;
        suffix::free(opaque)?.coding?;
        HeaderValue::from_bytes(tag).ok()
    }

    fn tags(&self) -> impl Iterator<Item = &[u8]> {
        self.lines.iter().flat_map(|line| {
            let text = line.as_bytes();
            tag_positions(text).filter_map(|position| text.get(position))
        })
    }

    fn is_copy(&self, etag: &ETag, tag: &[u8]) -> bool {
        let Some((_, opaque)) = split(tag) else {
            return false;
        };
        match suffix::free(opaque) {
            None => opaque == etag.opaque(),
            Some(freed) => {
                freed.opaque == etag.opaque() && is_acceptable(freed, Some(self.accepted))
            }
        }
    }
}

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
    let etag = only_tag(&parts.headers).filter(|etag| !etag.is_weak());
    match etag.and_then(|etag| sent.coded(&etag)) {
        None => mark_etag(&mut parts.headers, None),
        Some(coded) => {
            parts.headers.insert(header::ETAG, coded);
            add_vary(&mut parts.headers);
        }
    }
}

fn mark_etag(headers: &mut HeaderMap, coding: Option<Coding>) {
    let marked = only_tag(headers).and_then(|etag| marked(&etag, coding));
    if let Some(marked) = marked {
        headers.insert(header::ETAG, marked.into());
    }
}

fn only_tag(headers: &HeaderMap) -> Option<ETag> {
    let mut lines = headers.get_all(header::ETAG).iter();
    let only = lines.next().filter(|_| lines.next().is_none())?;
    ETag::try_from(only).ok()
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
