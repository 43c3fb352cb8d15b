//! `304 Not Modified`.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use conditional_core::Representation;
use http_body::Frame;

use super::validators;

/// The 304 of a representation, written into `headers`, which the caller emptied.
#[inline]
pub(crate) fn response(mut headers: HeaderMap, representation: Representation) -> Response {
    validators::add_strongest(&mut headers, representation);
    with_headers(headers)
}

/// The 304 of a representation that has no tag, with its date as the client sent it.
#[inline]
pub(crate) fn echoing(mut headers: HeaderMap, date: HeaderValue) -> Response {
    headers.insert(header::LAST_MODIFIED, date);
    with_headers(headers)
}

#[inline]
fn with_headers(headers: HeaderMap) -> Response {
    let mut response = Response::new(Body::new(NoContent));
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.headers_mut() = headers;
    response
}

/// A body without content that does not tell its length.
///
/// A 304 must not carry a `Content-Length` other than the 200's (RFC 9110 §8.6), but axum gives a
/// body of known size zero a `content-length: 0`, which HTTP/2 sends. It is zero-sized: no box.
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
