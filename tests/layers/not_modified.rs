//! What a 304 and a 412 of the layer carry.

use axum::Router;
use axum::http::{Method, StatusCode, Version};
use axum::response::IntoResponse as _;
use conditional_axum::{CodingTagsLayer, ConditionalField, ConditionalLayer, Decision};
use conditional_tests::routing::any;
use http_body::Body as _;
use tower::{Layer as _, ServiceExt as _};

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
    // Before a server has framed it, axum tells the 0 of an empty body.
    names.retain(|name| name != "content-length");
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
async fn a_304_is_known_to_be_empty_but_to_head_no_length_is_told() {
    for (method, length) in [(Method::GET, Some(0)), (Method::HEAD, None)] {
        let request = http::Request::builder()
            .method(method)
            .version(Version::HTTP_2)
            .header("if-none-match", HELLO)
            .body(axum::body::Body::empty())
            .unwrap();
        // As it leaves the layer: a compressor around it looks at this.
        let service = ConditionalLayer::new().head_as_get().layer(any("hello"));
        let response = service.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(response.body().size_hint().exact(), length);
        assert!(response.body().is_end_stream());
    }
}

#[tokio::test]
async fn around_a_compressor_a_304_is_as_empty() {
    for (method, length) in [(Method::GET, Some(0)), (Method::HEAD, None)] {
        let request = http::Request::builder().method(method);
        let request = request.body(axum::body::Body::empty()).unwrap();
        // What a compressor inside may have made of nothing.
        let answer = any(async || (StatusCode::NOT_MODIFIED, "compressed"));
        let service = CodingTagsLayer::new().layer(answer);
        let response = service.oneshot(request).await.unwrap();
        assert_eq!(response.body().size_hint().exact(), length);
        assert!(response.body().is_end_stream());
    }
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

#[tokio::test]
async fn a_304_does_not_renew_a_policy_with_a_nonce() {
    const NONCE: &str = "script-src 'nonce-4AEemGb0xJptoIGFP3Nd'";
    for name in [
        "content-security-policy",
        "content-security-policy-report-only",
    ] {
        let app = Router::new()
            .route("/", any(([(name, NONCE)], "hello")))
            .layer(ConditionalLayer::new());
        let full = get(&app, &[]).await;
        assert_eq!(full.header(name), Some(NONCE));
        let reply = get(&app, &[("if-none-match", HELLO)]).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
        assert_eq!(reply.header(name), None);
    }
}
