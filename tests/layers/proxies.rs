//! What servers in front of the application make of its tags.

use axum::Router;
use axum::http::StatusCode;
use conditional_axum::{CodingTagsLayer, ETag, etag};
use conditional_tests::routing::get as on_get;

use crate::support::{get, send};

#[etag(|| ETag::from_static("\"v1\""))]
async fn page() -> &'static str {
    "hello"
}

#[etag(|| ETag::from_static("W/\"v1\""))]
async fn weak_page() -> &'static str {
    "hello"
}

fn app(layer: CodingTagsLayer) -> Router {
    Router::new()
        .route("/", on_get(page).put(page).patch(weak_page))
        .layer(layer)
}

/// Forms of `"v1"` that come back.
const FORMS: [(&str, &str); 8] = [
    ("nginx", "W/\"v1\""),
    ("Apache httpd, Caddy, hapi", "\"v1-gzip\""),
    ("mod_brotli", "\"v1-br\""),
    ("Caddy", "\"v1-zstd\""),
    ("Jetty and old httpd", "\"v1--gzip\""),
    ("LiteSpeed", "\"v1;gz\""),
    ("LiteSpeed with brotli", "\"v1;br\""),
    ("a weakening proxy around a suffixing one", "W/\"v1-gzip\""),
];

#[tokio::test]
async fn every_form_revalidates() {
    for (server, tag) in FORMS {
        let reply = get(&app(CodingTagsLayer::new()), &[("if-none-match", tag)]).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{server}");
        assert_eq!(reply.etag(), Some(tag), "{server}");
    }
}

#[tokio::test]
async fn only_the_layers_own_form_holds_in_if_match() {
    for (server, tag) in FORMS {
        let reply = send(&app(CodingTagsLayer::new()), "PUT", &[("if-match", tag)]).await;
        let is_own = ["\"v1-gzip\"", "\"v1-br\"", "\"v1-zstd\""].contains(&tag);
        let expected = if is_own {
            StatusCode::OK
        } else {
            StatusCode::PRECONDITION_FAILED
        };
        assert_eq!(reply.status, expected, "{server}");
    }
}

#[tokio::test]
async fn every_form_holds_in_a_lenient_if_match() {
    let app = app(CodingTagsLayer::new().lenient_if_match());
    for (server, tag) in FORMS {
        let reply = send(&app, "PUT", &[("if-match", tag)]).await;
        assert_eq!(reply.status, StatusCode::OK, "{server}");
        // A tag that is weak at its origin does not hold, whatever form it comes in.
        let reply = send(&app, "PATCH", &[("if-match", tag)]).await;
        assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED, "{server}");
    }
    for stale in ["W/\"v0\"", "\"v0--gzip\"", "\"v1x\"", "w/\"v1\""] {
        let reply = send(&app, "PUT", &[("if-match", stale)]).await;
        assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED, "{stale}");
    }
    let reply = send(&app, "PUT", &[("if-match", "W/\"v0\", W/\"v1\"")]).await;
    assert_eq!(reply.status, StatusCode::OK);
}
