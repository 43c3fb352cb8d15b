//! Style sheet and script, compiled in.

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use conditional_axum::{CacheControl, ConditionalLayer};

const STYLE: &str = include_str!("../static/style.css");
const EDIT: &str = include_str!("../static/edit.js");
const ICON: &str = include_str!("../static/icon.svg");

/// Style and script may be an hour old; after that a hash tells whether they changed.
const FOR_AN_HOUR: CacheControl = CacheControl::new()
    .with_public()
    .with_max_age(Duration::from_hours(1));

/// Routes below `/assets`.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(
            "/assets/style.css",
            get(async || file("text/css; charset=utf-8", STYLE)),
        )
        .route(
            "/assets/edit.js",
            get(async || file("text/javascript; charset=utf-8", EDIT)),
        )
        .route(
            "/assets/icon.svg",
            get(async || file("image/svg+xml", ICON)),
        )
        .layer(ConditionalLayer::new().cache_control(FOR_AN_HOUR))
}

fn file(media_type: &'static str, content: &'static str) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static(media_type))],
        content,
    )
}
