//! The future of [`CodingTags`](super::CodingTags).

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::Body;
use axum::http::Response;
use axum::response::Response as AxumResponse;
use bytes::Bytes;
use pin_project_lite::pin_project;

use super::copies::Sent;
use super::response;

pin_project! {
    /// The future of [`CodingTags`](super::CodingTags).
    #[derive(Debug)]
    pub struct ResponseFuture<F> {
        #[pin]
        inner: F,
        sent: Option<Sent>,
    }
}

impl<F> ResponseFuture<F> {
    pub(super) const fn new(inner: F, sent: Option<Sent>) -> Self {
        Self { inner, sent }
    }
}

impl<F, ResBody, E> Future for ResponseFuture<F>
where
    F: Future<Output = Result<Response<ResBody>, E>>,
    ResBody: http_body::Body<Data = Bytes> + Send + 'static,
    ResBody::Error: Into<BoxError>,
{
    type Output = Result<AxumResponse, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.inner.poll(context))?.map(Body::new);
        Poll::Ready(Ok(response::mark(response, this.sent.as_ref())))
    }
}
