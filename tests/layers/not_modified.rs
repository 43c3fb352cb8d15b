//! What a 304 and a 412 of the layer carry.

use axum::Router;
use axum::http::{StatusCode, Version};
use axum::response::IntoResponse as _;
use axum::routing::any;
use conditional_axum::{ConditionalField, ConditionalLayer, Decision};
use http_body::Body as _;
use tower::ServiceExt as _;

use crate::support::{HELLO, get};

/// With headers of every kind.
fn app() -> Router {
    let kept = [
        ("cache-control", "max-age=60"),
        ("content-location", "/en"),
        ("content-security-policy", "default-src 'self'"),
        ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("expires", "Sun, 06 Nov 1994 08:50:37 GMT"),
        ("vary", "Accept-Language"),
        ("access-control-allow-origin", "*"),
        ("set-cookie", "seen=1"),
        ("x-request-id", "7"),
    ];
    let dropped = [
        ("content-type", "text/html"),
        ("content-length", "5"),
        ("content-encoding", "gzip"),
        ("content-language", "en"),
        ("content-disposition", "inline"),
        ("content-md5", "x"),
        ("repr-digest", "x"),
        ("trailer", "x-checksum"),
    ];
    let answer = async move || (kept, dropped, "hello").into_response();
    Router::new()
        .route("/", any(answer))
        .layer(ConditionalLayer::new())
}

#[tokio::test]
async fn a_304_keeps_what_is_not_about_the_content() {
    let reply = get(&app(), &[("if-none-match", HELLO)]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    let mut names: Vec<_> = reply.headers.keys().map(ToString::to_string).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "access-control-allow-origin",
            "cache-control",
            "content-location",
            "content-security-policy",
            "date",
            "etag",
            "expires",
            "set-cookie",
            "vary",
            "x-request-id",
        ]
    );
}

#[tokio::test]
async fn a_304_does_not_state_a_length() {
    let request = http::Request::get("/")
        .version(Version::HTTP_2)
        .header("if-none-match", HELLO)
        .body(axum::body::Body::empty())
        .unwrap();
    let response = app().oneshot(request).await.unwrap();
    assert!(!response.headers().contains_key("content-length"));
    assert_eq!(response.body().size_hint().exact(), None);
    assert!(response.body().is_end_stream());
}

#[tokio::test]
async fn a_412_is_a_problem_document_that_no_cache_keeps() {
    let reply = get(&app(), &[("if-match", "\"old\"")]).await;
    assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(
        reply.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(reply.etag(), Some(HELLO));
    for gone in [
        "cache-control",
        "expires",
        "content-location",
        "content-encoding",
    ] {
        assert_eq!(reply.header(gone), None, "{gone}");
    }
    assert_eq!(reply.header("x-request-id"), Some("7"));
    assert_eq!(reply.header("vary"), Some("Accept-Language"));
    assert_eq!(
        reply.decision(),
        Some(Decision::PreconditionFailed(ConditionalField::IfMatch))
    );
}

#[tokio::test]
async fn extensions_of_the_answer_stay() {
    #[derive(Clone, Debug, PartialEq)]
    struct Mark;
    let app = Router::new()
        .route("/", any(async || (axum::Extension(Mark), "hello")))
        .layer(ConditionalLayer::new());
    for tag in [HELLO, "\"old\""] {
        let request = http::Request::get("/")
            .header("if-none-match", tag)
            .body(axum::body::Body::empty())
            .unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.extensions().get(), Some(&Mark), "{tag}");
    }
}
