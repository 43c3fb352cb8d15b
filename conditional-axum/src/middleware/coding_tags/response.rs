//! Marks the tag of a response.

use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{StatusCode, response};
use axum::response::Response;
use conditional_core::ETag;

use super::coding::Applied;
use super::copies::Read;
use super::suffix;
use crate::response::{not_modified, validators};

/// As tower-http writes it on the 200.
const ACCEPT_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");

/// Puts the coding on the response's tag.
pub(super) fn mark(response: Response, read: Option<&Read>) -> Response {
    let (mut parts, body) = response.into_parts();
    if parts.status == StatusCode::NOT_MODIFIED {
        mark_304(&mut parts.headers, read);
        add_vary(&mut parts.headers);
        // A compressor inside may have made something of nothing.
        let is_head = read.is_some_and(|read| read.is_head);
        return Response::from_parts(parts, not_modified::no_content(is_head));
    }
    let applied = Applied::of_response(&parts.headers);
    mark_etag(&mut parts.headers, applied);
    if read.is_some() && is_copy(&parts) {
        add_vary(&mut parts.headers);
    }
    Response::from_parts(parts, body)
}

/// Whether a cache can hold it as one of several copies. A compressor leaves parts as they are, and
/// does not tell that the whole would have varied (RFC 9110 §15.3.7).
fn is_copy(parts: &response::Parts) -> bool {
    let is_content = matches!(parts.status, StatusCode::OK | StatusCode::PARTIAL_CONTENT);
    is_content
        && (parts.headers.contains_key(header::ETAG)
            || parts.headers.contains_key(header::LAST_MODIFIED))
}

fn mark_304(headers: &mut HeaderMap, read: Option<&Read>) {
    let would_be = Applied::of_response(headers);
    headers.remove(header::CONTENT_ENCODING);
    let Some(sent) = read.and_then(|read| read.sent.as_ref()) else {
        // By date: which copy the client holds, it has not told, and a weak tag names all of them.
        let is_unknown = would_be == Applied::Nothing && read.is_some_and(|read| read.may_be_coded);
        return mark_etag(headers, if is_unknown { Applied::Other } else { would_be });
    };
    let etag = validators::only_tag(headers).filter(|etag| !etag.is_weak());
    match etag.and_then(|etag| sent.copy(&etag)) {
        None => mark_etag(headers, Applied::Nothing),
        Some(copy) => {
            headers.insert(header::ETAG, copy);
        }
    }
}

fn mark_etag(headers: &mut HeaderMap, applied: Applied) {
    let marked = validators::only_tag(headers).and_then(|etag| marked(&etag, applied));
    if let Some(marked) = marked {
        headers.insert(header::ETAG, marked.into());
    }
}

/// A weak tag names the meaning, which is the same in every coding. A strong one of bytes that have
/// no suffix of their own becomes weak.
fn marked(etag: &ETag, applied: Applied) -> Option<ETag> {
    let opaque = |coding| suffix::mark(etag.opaque(), coding);
    match applied {
        _ if etag.is_weak() => ETag::weak(opaque(None)?).ok(),
        Applied::Nothing => ETag::strong(opaque(None)?).ok(),
        Applied::One(coding) => ETag::strong(opaque(Some(coding))?).ok(),
        Applied::Other => {
            let opaque = opaque(None).unwrap_or_else(|| etag.opaque().to_vec());
            ETag::weak(opaque).ok()
        }
    }
}

/// Every copy says that there are others, the plain one and the 304 included (RFC 9110 §12.5.5).
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
