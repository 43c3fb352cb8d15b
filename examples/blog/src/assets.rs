//! Style sheet and script, compiled in.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;

const STYLE: &str = include_str!("../static/style.css");
const EDIT: &str = include_str!("../static/edit.js");
const ICON: &str = include_str!("../static/icon.svg");

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
}

fn file(media_type: &'static str, content: &'static str) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static(media_type))],
        content,
    )
}
