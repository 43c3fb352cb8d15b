//! `Cache-Control` from the layer.

use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use conditional_axum::{CacheControl, Cacheable, ConditionalLayer};
use conditional_tests::routing::get as on_get;

use crate::support::{HELLO, get, send};

fn app(policy: CacheControl) -> Router {
    Router::new()
        .route("/", on_get("hello").post("posted"))
        .layer(ConditionalLayer::new().cache_control(policy))
}

#[tokio::test]
async fn three_words_give_the_headers_of_the_table() {
    for (max_age, private, no_cache, header) in [
        (0, true, false, "private"),
        (300, false, false, "public, max-age=300"),
        (0, true, true, "no-cache, private"),
    ] {
        let policy = Cacheable {
            max_age: Duration::from_secs(max_age),
            private,
            no_cache,
        }
        .cache_control();
        let app = app(policy);
        for (fields, status) in [(vec![], 200), (vec![("if-none-match", HELLO)], 304)] {
            let reply = get(&app, &fields).await;
            assert_eq!(reply.status, status);
            assert_eq!(reply.header("cache-control"), Some(header), "{status}");
            assert_eq!(reply.etag(), Some(HELLO), "{status}");
        }
    }
}

#[tokio::test]
async fn without_a_policy_nothing_is_set() {
    assert_eq!(
        get(&app(CacheControl::new()), &[])
            .await
            .header("cache-control"),
        None
    );
}

#[tokio::test]
async fn what_the_handler_says_stays() {
    let app = Router::new()
        .route("/", on_get(([("cache-control", "max-age=1")], "hello")))
        .layer(ConditionalLayer::new().cache_control(CacheControl::new().with_private()));
    assert_eq!(
        get(&app, &[]).await.header("cache-control"),
        Some("max-age=1")
    );
}

#[tokio::test]
async fn errors_and_writes_get_none() {
    let policy = CacheControl::new().with_public();
    let reply = send(&app(policy.clone()), "POST", &[]).await;
    assert_eq!(reply.header("cache-control"), None);
    let error = async || StatusCode::NOT_FOUND.into_response();
    let app = Router::new()
        .route("/", on_get(error))
        .layer(ConditionalLayer::new().cache_control(policy));
    assert_eq!(get(&app, &[]).await.header("cache-control"), None);
}

#[tokio::test]
async fn a_policy_of_no_store_means_no_tag() {
    let reply = get(&app(CacheControl::new().with_no_store()), &[]).await;
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.etag(), None);
}

#[tokio::test]
async fn a_stream_gets_it_too() {
    let stream = async || {
        let body = crate::support::Frames::new([crate::support::Step::Data(b"hello")]);
        axum::body::Body::new(body).into_response()
    };
    let app = Router::new()
        .route("/", on_get(stream))
        .layer(ConditionalLayer::new().cache_control(CacheControl::new().with_private()));
    let reply = get(&app, &[]).await;
    assert_eq!(reply.header("cache-control"), Some("private"));
    assert_eq!(reply.etag(), None);
    assert_eq!(reply.body, "hello");
}

#[tokio::test]
async fn an_answer_to_one_user_is_not_made_public() {
    const POLICY: &str = "public, max-age=300";
    let cookie = on_get(([("set-cookie", "session=1")], "hello"));
    let asked = [("authorization", "Basic eDp5")];
    let layer = || ConditionalLayer::new().cache_control(POLICY);
    let shared = || ConditionalLayer::new().shared_cache_control(POLICY);
    let app =
        |route: axum::routing::MethodRouter, layer| Router::new().route("/", route).layer(layer);
    let private = Some("private, max-age=300");
    for (route, fields) in [(on_get("hello"), &asked[..]), (cookie, &[][..])] {
        let reply = get(&app(route.clone(), layer()), fields).await;
        assert_eq!(reply.header("cache-control"), private, "{fields:?}");
        let fields = [fields, &[("if-none-match", HELLO)]].concat();
        let reply = get(&app(route.clone(), layer()), &fields).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
        assert_eq!(reply.header("cache-control"), private, "{fields:?}");
        let reply = get(&app(route, shared()), &fields).await;
        assert_eq!(reply.header("cache-control"), Some(POLICY), "{fields:?}");
    }
    let reply = get(&app(on_get("hello"), layer()), &[]).await;
    assert_eq!(reply.header("cache-control"), Some(POLICY));
}

#[tokio::test]
async fn a_policy_can_be_given_as_text() {
    let app = Router::new()
        .route("/", on_get("hello"))
        .layer(ConditionalLayer::new().cache_control("no-cache"));
    assert_eq!(
        get(&app, &[]).await.header("cache-control"),
        Some("no-cache")
    );
}
