//! [`GuardSettings`] as a layer.

use std::task::Context;

use axum::http::Request;
use axum::response::Response;
use tower_layer::Layer;

use crate::middleware::around::{Answer, Around, Middleware, Respond};
use crate::settings::GuardSettings;

/// One request on its way through [`GuardSettings`].
#[derive(Debug)]
pub struct Exchange(());

impl<S> Layer<S> for GuardSettings {
    type Service = Around<Self, S>;

    fn layer(&self, inner: S) -> Self::Service {
        Around::new(self.clone(), inner)
    }
}

impl Middleware for GuardSettings {
    type Exchange = Exchange;

    fn begin<B>(&self, mut request: Request<B>) -> (Request<B>, Exchange) {
        request.extensions_mut().insert(self.clone());
        (request, Exchange(()))
    }
}

impl Respond for Exchange {
    fn respond(self, response: Response, _context: &mut Context<'_>) -> Answer {
        Answer::Ready(response)
    }
}
