//! HyperDjango's table "When to use", row by row: what a client sees in each situation.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use conditional_axum::{CacheControl, Cacheable, ConditionalLayer, ETag, condition, etag};
use conditional_tests::routing::get as on_get;

use crate::support::{get, send};

fn version() -> ETag {
    ETag::from(7_u64)
}

/// The policy stands on the 200 and on the 304, and the copy revalidates.
async fn revalidates(app: &Router, policy: Option<&str>) {
    let full = get(app, &[]).await;
    assert_eq!(full.status, StatusCode::OK);
    assert_eq!(full.header("cache-control"), policy);
    let etag = full.etag().unwrap();
    let again = get(app, &[("if-none-match", etag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.header("cache-control"), policy);
    assert_eq!(again.etag(), Some(etag));
}

#[tokio::test]
async fn rest_lists_and_details() {
    let app = Router::new()
        .route("/", on_get(async || axum::Json([1, 2, 3])))
        .layer(ConditionalLayer::new());
    revalidates(&app, None).await;
}

#[tokio::test]
async fn static_or_rarely_changed_content() {
    #[etag(version, cache_control = "public, max-age=3600")]
    async fn page() -> &'static str {
        "about us"
    }
    revalidates(
        &Router::new().route("/", on_get(page)),
        Some("public, max-age=3600"),
    )
    .await;

    let hour = std::time::Duration::from_secs(3600);
    let policy = Cacheable {
        max_age: hour,
        private: false,
        ..Cacheable::DEFAULT
    }
    .cache_control();
    let app = Router::new()
        .route("/", on_get("about us"))
        .layer(ConditionalLayer::new().cache_control(policy));
    revalidates(&app, Some("public, max-age=3600")).await;
}

#[tokio::test]
async fn often_updated_data() {
    #[etag(version, cache_control = "no-cache")]
    async fn page() -> &'static str {
        "the score"
    }
    revalidates(&Router::new().route("/", on_get(page)), Some("no-cache")).await;

    let app = Router::new()
        .route("/", on_get("the score"))
        .layer(ConditionalLayer::new().cache_control(CacheControl::new().with_no_cache()));
    revalidates(&app, Some("no-cache")).await;
}

#[tokio::test]
async fn public_pages_behind_a_cdn() {
    #[etag(version, cache_control = "public, max-age=60")]
    async fn page() -> &'static str {
        "news"
    }
    let app = Router::new()
        .route("/", on_get(page))
        .layer(ConditionalLayer::new());
    revalidates(&app, Some("public, max-age=60")).await;
}

#[tokio::test]
async fn one_users_data() {
    fn of_user(headers: &HeaderMap) -> ETag {
        ETag::digest(
            headers
                .get("cookie")
                .map_or(&b""[..], |value| value.as_bytes()),
        )
    }
    #[etag(of_user, cache_control = "private", vary = "Cookie")]
    async fn page(headers: HeaderMap) -> String {
        format!("{:?}", headers.get("cookie"))
    }
    let app = Router::new()
        .route("/", on_get(page))
        .layer(ConditionalLayer::new());
    let ann = get(&app, &[("cookie", "user=ann")]).await;
    assert_eq!(ann.header("cache-control"), Some("private"));
    assert_eq!(ann.header("vary"), Some("Cookie"));
    let tag = ann.etag().unwrap();
    let ann = get(&app, &[("cookie", "user=ann"), ("if-none-match", tag)]).await;
    assert_eq!(ann.status, StatusCode::NOT_MODIFIED);
    assert_eq!(ann.header("vary"), Some("Cookie"));
    let bob = get(&app, &[("cookie", "user=bob"), ("if-none-match", tag)]).await;
    assert_eq!(bob.status, StatusCode::OK);
}

#[tokio::test]
async fn writes() {
    #[condition(etag = |State(tag): &State<ETag>| tag.clone(), required)]
    async fn save(State(_tag): State<ETag>) -> StatusCode {
        StatusCode::NO_CONTENT
    }
    let app = Router::new()
        .route("/", on_get("form").put(save))
        .layer(ConditionalLayer::new())
        .with_state(version());
    let status = async |fields: &[(&str, &str)]| send(&app, "PUT", fields).await.status;
    assert_eq!(status(&[]).await, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(
        status(&[("if-match", "\"6\"")]).await,
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(
        status(&[("if-match", "\"7\"")]).await,
        StatusCode::NO_CONTENT
    );
}

// Downloads with a known mtime are `files.rs`.
