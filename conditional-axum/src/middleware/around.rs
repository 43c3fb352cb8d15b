//! The outline that all layers share: a service around another one, and its future.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::Body;
use axum::http::{Request, Response};
use axum::response::Response as AxumResponse;
use bytes::Bytes;
use pin_project_lite::pin_project;
use tower_service::Service;

/// What a layer does with a request.
#[expect(unnameable_types, reason = "only the layers of this crate use it")]
pub trait Middleware {
    /// What it keeps until the response is there.
    type Exchange: Respond;

    /// Takes the request before the inner service gets it.
    fn begin<B>(&self, request: Request<B>) -> (Request<B>, Self::Exchange);
}

/// What a layer does with the response to a request.
#[expect(unnameable_types, reason = "only the layers of this crate use it")]
pub trait Respond {
    /// Takes the inner service's response.
    fn respond(self, response: AxumResponse, context: &mut Context<'_>) -> Answer;
}

/// The response that leaves the layer.
#[expect(unnameable_types, reason = "only the layers of this crate use it")]
#[expect(
    missing_debug_implementations,
    reason = "a future has no state to show"
)]
pub enum Answer {
    /// It is there.
    Ready(AxumResponse),
    /// It was polled, and is not there yet.
    Pending(Pin<Box<dyn Future<Output = AxumResponse> + Send>>),
}

/// The service of one of this crate's layers: the layer around an inner service.
#[derive(Clone, Copy, Debug)]
pub struct Around<L, S> {
    layer: L,
    inner: S,
}

impl<L, S> Around<L, S> {
    pub(super) const fn new(layer: L, inner: S) -> Self {
        Self { layer, inner }
    }

    /// The service inside.
    pub const fn inner(&self) -> &S {
        &self.inner
    }
}

impl<L, S, ReqBody, ResBody> Service<Request<ReqBody>> for Around<L, S>
where
    L: Middleware,
    S: Service<Request<ReqBody>, Response = Response<ResBody>>,
    ResBody: http_body::Body<Data = Bytes> + Send + 'static,
    ResBody::Error: Into<BoxError>,
{
    type Response = AxumResponse;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future, L::Exchange>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<ReqBody>) -> Self::Future {
        let (request, exchange) = self.layer.begin(request);
        ResponseFuture {
            inner: self.inner.call(request),
            exchange: Some(exchange),
            pending: None,
        }
    }
}

pin_project! {
    /// The future of [`Around`].
    pub struct ResponseFuture<F, X> {
        #[pin]
        inner: F,
        exchange: Option<X>,
        // Boxed, since most responses are there at once.
        pending: Option<Pin<Box<dyn Future<Output = AxumResponse> + Send>>>,
    }
}

impl<F, X> fmt::Debug for ResponseFuture<F, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

impl<F, X, ResBody, E> Future for ResponseFuture<F, X>
where
    F: Future<Output = Result<Response<ResBody>, E>>,
    X: Respond,
    ResBody: http_body::Body<Data = Bytes> + Send + 'static,
    ResBody::Error: Into<BoxError>,
{
    type Output = Result<AxumResponse, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        if let Some(pending) = this.pending {
            return pending.as_mut().poll(context).map(Ok);
        }
        let response = ready!(this.inner.poll(context))?.map(Body::new);
        let answer = match this.exchange.take() {
            Some(exchange) => exchange.respond(response, context),
            None => Answer::Ready(response),
        };
        match answer {
            Answer::Ready(response) => Poll::Ready(Ok(response)),
            Answer::Pending(pending) => {
                *this.pending = Some(pending);
                Poll::Pending
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::task::Waker;

    use tower_layer::Layer as _;

    use crate::settings::GuardSettings;

    use super::*;

    /// A service that is never ready.
    struct Busy;

    impl Service<Request<Body>> for Busy {
        type Response = AxumResponse;
        type Error = Infallible;
        type Future = std::future::Pending<Result<AxumResponse, Infallible>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Pending
        }

        fn call(&mut self, _: Request<Body>) -> Self::Future {
            std::future::pending()
        }
    }

    #[test]
    fn it_is_ready_when_the_service_inside_is() {
        let mut service = GuardSettings::new().layer(Busy);
        let mut context = Context::from_waker(Waker::noop());
        assert!(service.poll_ready(&mut context).is_pending());
    }

    #[test]
    fn the_debug_output_of_a_future_is_its_name() {
        let future = ResponseFuture {
            inner: (),
            exchange: Some(()),
            pending: None,
        };
        assert_eq!(format!("{future:?}"), "ResponseFuture { .. }");
    }
}
