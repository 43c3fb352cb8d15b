//! axum's routes for methods, with handlers whose types are forgotten at once.
//!
//! axum makes some thirty functions of each handler on its way into a router. Here it makes them
//! once for all: the tests have hundreds of handlers, and this is a fifth of all functions in `http`.
//! The handler itself is called as ever.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{self, MethodRouter};

/// [`axum::routing::any`].
pub fn any<H: Handler<T, S>, T: 'static, S: Clone + Send + Sync + 'static>(
    handler: H,
) -> MethodRouter<S> {
    routing::any(forgotten(handler))
}

/// [`axum::routing::get`].
pub fn get<H: Handler<T, S>, T: 'static, S: Clone + Send + Sync + 'static>(
    handler: H,
) -> MethodRouter<S> {
    routing::get(forgotten(handler))
}

/// [`axum::routing::put`].
pub fn put<H: Handler<T, S>, T: 'static, S: Clone + Send + Sync + 'static>(
    handler: H,
) -> MethodRouter<S> {
    routing::put(forgotten(handler))
}

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler for this state.
struct Forgotten<S>(Arc<dyn Fn(Request, S) -> Answer + Send + Sync>);

fn forgotten<H: Handler<T, S>, T: 'static, S: 'static>(handler: H) -> Forgotten<S> {
    Forgotten(Arc::new(move |request, state| {
        Box::pin(handler.clone().call(request, state))
    }))
}

impl<S: 'static> Handler<(), S> for Forgotten<S> {
    type Future = Answer;

    fn call(self, request: Request, state: S) -> Answer {
        (self.0)(request, state)
    }
}

impl<S> Clone for Forgotten<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> fmt::Debug for Forgotten<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Forgotten")
    }
}
