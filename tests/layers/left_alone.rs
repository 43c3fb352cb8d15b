//! What the layer has nothing to do with.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use conditional_axum::{CacheControl, ConditionalLayer};
use conditional_tests::routing::{any, get as on_get};

use crate::support::{HELLO, get, send};

const PRIVATE: CacheControl = CacheControl::new().with_private();

/// A matching tag and a `Cache-Control`, so that anything the layer does shows.
const FIELDS: [(&str, &str); 2] = [("if-none-match", HELLO), ("if-match", "\"other\"")];

fn app(answer: impl IntoResponse + Clone + Send + Sync + 'static) -> Router {
    Router::new()
        .route("/", any(async move || answer.clone()))
        .layer(ConditionalLayer::new().cache_control(PRIVATE))
}

#[tokio::test]
async fn other_methods() {
    let app = app("hello");
    for method in [
        "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE",
    ] {
        let reply = send(&app, method, &FIELDS).await;
        assert_eq!(reply.status, StatusCode::OK, "{method}");
        assert_eq!(reply.body, "hello", "{method}");
        assert_eq!(reply.etag(), None, "{method}");
        assert_eq!(reply.header("cache-control"), None, "{method}");
        assert_eq!(reply.decision(), None, "{method}");
    }
}

#[tokio::test]
async fn other_statuses() {
    for status in [201, 202, 203, 204, 301, 400, 404, 412, 500] {
        let status = StatusCode::from_u16(status).unwrap();
        let reply = get(&app((status, "hello")), &FIELDS).await;
        assert_eq!(reply.status, status);
        assert_eq!(reply.body, "hello", "{status}");
        assert_eq!(reply.etag(), None, "{status}");
        assert_eq!(reply.header("cache-control"), None, "{status}");
    }
}

#[tokio::test]
async fn parts() {
    let answer = (
        StatusCode::PARTIAL_CONTENT,
        [("content-range", "bytes 0-4/9")],
        "hello",
    );
    let reply = get(&app(answer), &FIELDS).await;
    assert_eq!(reply.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(reply.body, "hello");
    assert_eq!(reply.etag(), None);
    // It has what the 200 would have (RFC 9110 §15.3.7).
    assert_eq!(reply.header("cache-control"), Some("private"));
}

#[tokio::test]
async fn upgrades() {
    let switching = (StatusCode::SWITCHING_PROTOCOLS, [("upgrade", "websocket")]);
    let reply = get(&app(switching), &FIELDS).await;
    assert_eq!(reply.status, StatusCode::SWITCHING_PROTOCOLS);
    let reply = get(&app(([("upgrade", "h2c")], "hello")), &FIELDS).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.etag(), None);
    assert_eq!(reply.header("cache-control"), None);
}

#[tokio::test]
async fn event_streams() {
    for media_type in ["text/event-stream", "TEXT/event-stream ; charset=utf-8"] {
        let reply = get(&app(([("content-type", media_type)], "hello")), &FIELDS).await;
        assert_eq!(reply.body, "hello", "{media_type}");
        assert_eq!(reply.etag(), None, "{media_type}");
        assert_eq!(reply.header("cache-control"), None, "{media_type}");
    }
    let other = get(
        &app(([("content-type", "text/event-streams")], "hello")),
        &[],
    )
    .await;
    assert_eq!(other.etag(), Some(HELLO));
}

#[tokio::test]
async fn what_no_cache_may_store() {
    for value in ["no-store", "private, No-Store", "max-age=60, no-store"] {
        let reply = get(&app(([("cache-control", value)], "hello")), &FIELDS).await;
        assert_eq!(reply.status, StatusCode::OK, "{value}");
        assert_eq!(reply.etag(), None, "{value}");
        assert_eq!(reply.header("cache-control"), Some(value), "{value}");
    }
    let reply = get(&app(([("cache-control", "no-cache")], "hello")), &[]).await;
    assert_eq!(reply.etag(), Some(HELLO));
}

#[tokio::test]
async fn requests_that_the_predicate_refuses() {
    let app = Router::new().route("/", on_get("hello")).layer(
        ConditionalLayer::new()
            .cache_control(PRIVATE)
            .when(|request| !request.headers.contains_key("x-raw")),
    );
    let reply = get(&app, &[("x-raw", "1"), ("if-none-match", HELLO)]).await;
    assert_eq!(reply.body, "hello");
    assert_eq!(reply.etag(), None);
    assert_eq!(reply.header("cache-control"), None);
    let reply = get(&app, &[("if-none-match", HELLO)]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn responses_that_the_predicate_refuses() {
    let layer = ConditionalLayer::new()
        .cache_control(PRIVATE)
        .when_response(|response| !response.headers.contains_key("set-cookie"));
    let answer = async || -> Response { ([("set-cookie", "a=b")], "hello").into_response() };
    let app = Router::new().route("/", on_get(answer)).layer(layer);
    let reply = get(&app, &FIELDS).await;
    assert_eq!(reply.body, "hello");
    assert_eq!(reply.etag(), None);
    assert_eq!(reply.header("cache-control"), None);
}
