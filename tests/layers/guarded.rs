//! The layer around guarded handlers: nothing is decided twice in contradiction.

use axum::Router;
use axum::http::StatusCode;
use conditional_axum::{
    CacheControl, ConditionalField, ConditionalLayer, Decision, ETag, Preconditions,
    Representation, Stopped, etag,
};
use conditional_tests::routing::get as on_get;

use crate::support::{HELLO, get, send};

#[etag(|| ETag::from(1_u64))]
async fn guarded() -> &'static str {
    "hello"
}

fn app() -> Router {
    Router::new()
        .route("/", on_get(guarded).put(guarded))
        .layer(ConditionalLayer::new())
}

#[tokio::test]
async fn the_handlers_tag_is_used() {
    for method in ["GET", "HEAD"] {
        assert_eq!(
            send(&app(), method, &[]).await.etag(),
            Some("\"1\""),
            "{method}"
        );
    }
}

#[tokio::test]
async fn the_handlers_304_stays() {
    let reply = get(&app(), &[("if-none-match", "\"1\"")]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.etag(), Some("\"1\""));
    assert_eq!(
        reply.decision(),
        Some(Decision::NotModified(ConditionalField::IfNoneMatch))
    );
}

#[tokio::test]
async fn the_hash_does_not_overrule_the_handler() {
    let reply = get(&app(), &[("if-none-match", HELLO)]).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.etag(), Some("\"1\""));
    assert_eq!(reply.decision(), Some(Decision::Proceed));
}

#[tokio::test]
async fn writes_are_the_handlers_business() {
    let reply = send(&app(), "PUT", &[("if-match", "\"0\"")]).await;
    assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED);
    let reply = send(&app(), "PUT", &[("if-match", "\"1\"")]).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.etag(), None);
}

#[tokio::test]
async fn what_a_handler_checked_by_hand_is_not_decided_again() {
    async fn by_hand(preconditions: Preconditions) -> Result<(ETag, &'static str), Stopped> {
        let tag = ETag::from(1_u64);
        preconditions.check(&Representation::present().with_etag(tag.clone()))?;
        Ok((tag, "hello"))
    }
    let app = Router::new()
        .route("/", on_get(by_hand))
        .layer(ConditionalLayer::new());
    let reply = get(&app, &[("if-none-match", "\"1\"")]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    let reply = get(&app, &[("if-match", "\"0\"")]).await;
    assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn an_answer_that_was_decided_is_tagged_but_not_decided_again() {
    let app = Router::new()
        .route("/", on_get((axum::Extension(Decision::Proceed), "hello")))
        .layer(ConditionalLayer::new());
    let reply = get(&app, &[("if-none-match", HELLO)]).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.etag(), Some(HELLO));
    assert_eq!(reply.decision(), Some(Decision::Proceed));
}

#[tokio::test]
async fn the_304_of_a_handler_gets_the_policy_of_the_200() {
    let policy = CacheControl::new().with_no_cache();
    let app = Router::new()
        .route("/", on_get(guarded))
        .layer(ConditionalLayer::new().cache_control(policy));
    for tag in ["\"0\"", "\"1\""] {
        let reply = get(&app, &[("if-none-match", tag)]).await;
        assert_eq!(
            reply.header("cache-control"),
            Some("no-cache"),
            "{}",
            reply.status
        );
    }
}
