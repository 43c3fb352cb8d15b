//! The router, with everything that holds for all routes.

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware;
use conditional_axum::{CodingTagsLayer, MetricsLayer};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::state::AppState;
use crate::{api, assets, hosts, log, pages};

/// The whole application.
///
/// There is no login: anyone who reaches the address may write. Requests that a browser sends on
/// behalf of another site are refused, and so are requests for a name that is not ours.
pub fn app(state: AppState) -> Router {
    let numbers = Arc::new(state.numbers.clone());
    let counted = MetricsLayer::new().with_recorder(numbers);
    Router::new()
        .merge(pages::routes(state.clone()))
        .merge(assets::routes())
        .nest("/api", api::routes())
        .layer(counted)
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(state.clone(), hosts::check))
        .layer(CodingTagsLayer::new().around(CompressionLayer::new()))
        .layer(unless_set(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ))
        .layer(unless_set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(state.guards.clone())
        .layer(middleware::from_fn(log::each_request))
        .with_state(state)
}

fn unless_set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
