//! The service of [`ConditionalLayer`](super::ConditionalLayer).

use std::sync::Arc;
use std::task::{Context, Poll};

use axum::BoxError;
use axum::http::{Request, Response};
use axum::response::Response as AxumResponse;
use bytes::Bytes;
use tower_service::Service;

use super::exchange::Exchange;
use super::future::ResponseFuture;
use super::settings::Policy;

/// The service of [`ConditionalLayer`](super::ConditionalLayer): see the
/// [module's documentation](super) for the rule and an example.
#[derive(Clone, Debug)]
pub struct Conditional<S> {
    inner: S,
    policy: Arc<Policy>,
}

impl<S> Conditional<S> {
    pub(super) const fn new(inner: S, policy: Arc<Policy>) -> Self {
        Self { inner, policy }
    }

    /// The service inside.
    pub const fn inner(&self) -> &S {
        &self.inner
    }
}

impl<S, ReqBody, ResBody> Service<Request<ReqBody>> for Conditional<S>
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

    fn call(&mut self, request: Request<ReqBody>) -> Self::Future {
        let (request, exchange) = Exchange::begin(&self.policy, request);
        ResponseFuture::new(self.inner.call(request), exchange)
    }
}
