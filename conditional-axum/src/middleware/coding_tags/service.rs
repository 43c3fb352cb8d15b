//! The service of [`CodingTagsLayer`](super::CodingTagsLayer).

use std::task::{Context, Poll};

use axum::BoxError;
use axum::http::{Request, Response};
use axum::response::Response as AxumResponse;
use bytes::Bytes;
use tower_service::Service;

use super::future::ResponseFuture;
use super::request;

/// The service of [`CodingTagsLayer`](super::CodingTagsLayer): see the
/// [module's documentation](super) for the rule and an example.
#[derive(Clone, Copy, Debug)]
pub struct CodingTags<S> {
    inner: S,
    lenient_if_match: bool,
}

impl<S> CodingTags<S> {
    pub(super) const fn new(inner: S, lenient_if_match: bool) -> Self {
        Self {
            inner,
            lenient_if_match,
        }
    }

    /// The service inside.
    pub const fn inner(&self) -> &S {
        &self.inner
    }
}

impl<S, ReqBody, ResBody> Service<Request<ReqBody>> for CodingTags<S>
where
    S: Service<Request<ReqBody>, Response = Response<ResBody>>,
    ResBody: http_body::Body<Data = Bytes> + Send + 'static,
    ResBody::Error: Into<BoxError>,
{
    type Response = AxumResponse;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<ReqBody>) -> Self::Future {
        let sent = request::free(&mut request, self.lenient_if_match);
        ResponseFuture::new(self.inner.call(request), sent)
    }
}
