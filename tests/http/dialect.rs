//! `weak_if_match` and `bare_tags`: what other protocols send.

use axum::Router;
use axum::extract::State;
use conditional_axum::{ETag, condition};
use conditional_tests::Call;
use conditional_tests::routing::any;

fn tag(State(tag): &State<ETag>) -> ETag {
    tag.clone()
}

#[condition(etag = tag)]
async fn plain(_: State<ETag>) {}

#[condition(etag = tag, weak_if_match)]
async fn weak(_: State<ETag>) {}

#[condition(etag = tag, bare_tags, required)]
async fn bare(_: State<ETag>) {}

fn app(tag: &str) -> Router {
    Router::new()
        .route("/plain", any(plain))
        .route("/weak", any(weak))
        .route("/bare", any(bare))
        .with_state(tag.parse().unwrap())
}

#[tokio::test]
async fn a_weak_tag_holds_in_if_match_only_where_the_attribute_says_so() {
    for (current, sent) in [
        ("W/\"1\"", "W/\"1\""),
        ("W/\"1\"", "\"1\""),
        ("\"1\"", "W/\"1\""),
    ] {
        let put = |uri| Call::put(uri).if_match(sent);
        put("/plain")
            .send(&app(current))
            .await
            .precondition_failed("If-Match");
        put("/weak").send(&app(current)).await.status(200);
    }
    let stale = Call::put("/weak").if_match("W/\"2\"");
    stale
        .send(&app("W/\"1\""))
        .await
        .precondition_failed("If-Match");
}

#[tokio::test]
async fn a_tag_without_quotes_is_read_only_where_the_attribute_says_so() {
    let app = app("\"abc\"");
    Call::put("/plain")
        .if_match("abc")
        .send(&app)
        .await
        .status(412);
    Call::put("/bare")
        .if_match("abc")
        .send(&app)
        .await
        .status(200);
    Call::put("/bare")
        .if_match("abd")
        .send(&app)
        .await
        .status(412);
    Call::get("/plain")
        .if_none_match("abc")
        .send(&app)
        .await
        .status(200);
    Call::get("/bare")
        .if_none_match("abc")
        .send(&app)
        .await
        .status(304);
}
