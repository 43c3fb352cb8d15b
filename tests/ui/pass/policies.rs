//! `cache_control`, `vary`, `required` and `crate`.

#![deny(warnings)]

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::get;
use conditional_axum::{CacheControl, ETag, condition, etag};

const VARY: HeaderValue = HeaderValue::from_static("Accept, Cookie");
const LANGUAGE: HeaderName = header::ACCEPT_LANGUAGE;
const FRESH: HeaderValue = HeaderValue::from_static("max-age=60");

fn tag() -> ETag {
    ETag::from(1)
}

fn policy() -> CacheControl {
    "public, max-age=60".parse().unwrap_or_default()
}

#[etag(
    tag,
    cache_control = "public, max-age=60, stale-while-revalidate=30",
    vary = "Accept"
)]
async fn literals() {}

#[etag(tag, cache_control = FRESH, vary = VARY)]
async fn constants() {}

#[etag(tag, cache_control = policy(), vary = LANGUAGE)]
async fn computed() {}

#[condition(vary = "*", required, etag = tag,)]
async fn in_any_order() {}

mod facade {
    pub(super) use conditional_axum::*;
}

#[condition(etag = tag, crate = self::facade)]
async fn by_another_path() {}

pub(crate) fn router() -> Router {
    Router::new()
        .route("/a", get(literals))
        .route("/b", get(constants))
        .route("/c", get(computed))
        .route("/d", get(in_any_order))
        .route("/e", get(by_another_path))
}
