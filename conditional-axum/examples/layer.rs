//! How does a whole router answer 304 when no version is known beforehand?
//!
//! `cargo run -p conditional-axum --example layer`, then `curl -i http://127.0.0.1:3000/feed`, and
//! once more with the `ETag` of the answer in `-H 'If-None-Match: …'`.

use std::time::Duration;

use axum::{Router, routing::get};
use conditional_axum::{CacheControl, CodingTagsLayer, ConditionalLayer};
use tower_http::compression::CompressionLayer;

const POLICY: CacheControl = CacheControl::new()
    .with_public()
    .with_max_age(Duration::from_secs(300));

/// Rendered for each request, also for one that is answered 304: the layer saves the transfer.
async fn feed() -> String {
    "<item>news</item>".repeat(50)
}

/// The last layer is the outermost: hash, then compress, with a tag for each coding.
fn app() -> Router {
    Router::new()
        .route("/feed", get(feed))
        .layer(ConditionalLayer::new().cache_control(POLICY))
        .layer(CodingTagsLayer::new().around(CompressionLayer::new()))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app()).await
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn an_unchanged_body_is_not_sent_again() {
        let gzip = || Request::get("/feed").header(header::ACCEPT_ENCODING, "gzip");
        let request = gzip().body(Body::empty()).expect("a request");
        let Ok(first) = app().oneshot(request).await;
        assert_eq!(first.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(
            first.headers()[header::CACHE_CONTROL],
            "public, max-age=300"
        );

        let again = gzip().header(header::IF_NONE_MATCH, &first.headers()[header::ETAG]);
        let request = again.body(Body::empty()).expect("a request");
        let Ok(again) = app().oneshot(request).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert!(!again.headers().contains_key(header::CONTENT_ENCODING));
    }
}
