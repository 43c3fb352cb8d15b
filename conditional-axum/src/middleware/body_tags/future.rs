//! The future of [`Conditional`](super::Conditional).

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::Body;
use axum::http::Response;
use axum::response::Response as AxumResponse;
use bytes::Bytes;
use pin_project_lite::pin_project;

use super::exchange::{Exchange, Held, Step};

pin_project! {
    /// The future of [`Conditional`](super::Conditional).
    pub struct ResponseFuture<F> {
        #[pin]
        inner: F,
        exchange: Option<Exchange>,
        // Boxed, since most bodies are there at once.
        held: Option<Box<Held>>,
    }
}

impl<F> ResponseFuture<F> {
    pub(super) const fn new(inner: F, exchange: Option<Exchange>) -> Self {
        Self {
            inner,
            exchange,
            held: None,
        }
    }
}

impl<F> fmt::Debug for ResponseFuture<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
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
        if let Some(mut held) = this.held.take() {
            if let Poll::Ready(collected) = held.collect.poll(context) {
                return Poll::Ready(Ok(held.release(collected)));
            }
            *this.held = Some(held);
            return Poll::Pending;
        }
        let response = ready!(this.inner.poll(context))?.map(Body::new);
        let mut held = match step(this.exchange.take(), response) {
            Step::Done(response) => return Poll::Ready(Ok(response)),
            Step::Hash(held) => held,
        };
        if let Poll::Ready(collected) = held.collect.poll(context) {
            return Poll::Ready(Ok(held.release(collected)));
        }
        *this.held = Some(Box::new(held));
        Poll::Pending
    }
}

fn step(exchange: Option<Exchange>, response: AxumResponse) -> Step {
    match exchange {
        None => Step::Done(response),
        Some(exchange) => exchange.answer(response),
    }
}
