//! `304 Not Modified`.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use conditional_core::Representation;
use http_body::Frame;

use super::validators;
use crate::settings::GuardSettings;

/// The 304 of a representation, written into `headers`, which the caller emptied: it takes them.
#[inline]
pub(crate) fn response<'s>(
    headers: &mut HeaderMap,
    representation: Representation,
    is_head: bool,
    settings: impl FnOnce() -> &'s GuardSettings,
) -> Response {
    validators::add_strongest(headers, representation, settings);
    with_headers(headers, is_head)
}

/// The 304 with these fields, which it takes.
#[inline]
pub(crate) fn with_headers(headers: &mut HeaderMap, is_head: bool) -> Response {
    let mut response = Response::new(no_content(is_head));
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    std::mem::swap(response.headers_mut(), headers);
    response
}

/// The body of a 304.
///
/// Its length is known to be 0, so that no compressor on the way takes it for content; HTTP/2 would
/// send what the compressor makes of it. The answer to HEAD never has content, but its length would
/// be sent, over HTTP/1 too, and it is not that of the 200 (RFC 9110 §8.6): there it is unknown.
#[inline]
pub(crate) fn no_content(is_head: bool) -> Body {
    if is_head {
        Body::new(NoContent)
    } else {
        Body::empty()
    }
}

/// A body without content that does not tell its length: axum makes no `content-length: 0` of it.
///
/// It is zero-sized: no box.
#[derive(Debug)]
pub(crate) struct NoContent;

impl http_body::Body for NoContent {
    type Data = Bytes;
    type Error = axum::Error;

    #[inline]
    fn poll_frame(
        self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Poll::Ready(None)
    }

    #[inline]
    fn is_end_stream(&self) -> bool {
        true
    }
}
