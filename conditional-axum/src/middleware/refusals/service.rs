//! The service of [`RefusalLayer`](super::RefusalLayer).

use std::task::{Context, Poll};

use axum::http::Request;
use axum::response::{IntoResponse, Response};
use tower_service::Service;

use super::future::ResponseFuture;
use super::refusal::Refusal;

/// The service of [`RefusalLayer`](super::RefusalLayer).
#[derive(Clone, Copy, Debug)]
pub struct Refusals<S, F> {
    inner: S,
    render: F,
}

impl<S, F> Refusals<S, F> {
    pub(super) const fn new(inner: S, render: F) -> Self {
        Self { inner, render }
    }
}

impl<S, F, R, B> Service<Request<B>> for Refusals<S, F>
where
    S: Service<Request<B>, Response = Response>,
    F: Fn(&Refusal) -> R + Clone,
    R: IntoResponse,
{
    type Response = Response;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future, F>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        ResponseFuture::new(self.inner.call(request), self.render.clone())
    }
}
