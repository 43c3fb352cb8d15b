//! [`ConditionalLayer`] as a layer of tower.

use axum::http::Request;
use tower_layer::Layer;

use super::exchange::Exchange;
use super::layer::ConditionalLayer;
use crate::middleware::around::{Around, Middleware};

impl<S> Layer<S> for ConditionalLayer {
    type Service = Around<Self, S>;

    fn layer(&self, inner: S) -> Self::Service {
        Around::new(self.clone(), inner)
    }
}

impl Middleware for ConditionalLayer {
    type Exchange = Exchange;

    fn begin<B>(&self, request: Request<B>) -> (Request<B>, Exchange) {
        Exchange::begin(&self.settings, request)
    }
}
