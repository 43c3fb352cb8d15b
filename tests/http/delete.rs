//! DELETE: only the version that the client saw is deleted.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::delete;
use conditional_axum::condition;
use conditional_tests::Call;

use crate::fixture::{BEFORE, STALE, TAG, World, modified, page, tag};

#[condition(etag = tag, last_modified = modified)]
async fn remove(State(world): State<World>) -> StatusCode {
    world.probe.note("handler");
    StatusCode::NO_CONTENT
}

fn app(world: &World) -> Router {
    Router::new()
        .route("/page", delete(remove))
        .with_state(world.clone())
}

#[tokio::test]
async fn a_stale_tag_deletes_nothing() {
    let world = World::new(page());
    let reply = Call::delete("/page")
        .if_match(STALE)
        .send(&app(&world))
        .await;
    reply.precondition_failed("If-Match").header("etag", TAG);
    world.probe.ran(&["etag"]);
}

#[tokio::test]
async fn the_current_tag_deletes_and_the_answer_has_no_validator() {
    let world = World::new(page());
    let reply = Call::delete("/page").if_match(TAG).send(&app(&world)).await;
    reply
        .status(204)
        .without("etag")
        .without("last-modified")
        .body("");
    world.probe.ran(&["etag", "handler"]);
}

#[tokio::test]
async fn a_date_before_the_last_change_deletes_nothing() {
    let world = World::new(page());
    let call = Call::delete("/page").if_unmodified_since(BEFORE);
    let reply = call.send(&app(&world)).await;
    reply.precondition_failed("If-Unmodified-Since");
    world.probe.ran(&["etag", "last_modified"]);
}

#[tokio::test]
async fn a_matching_if_none_match_is_a_412() {
    let world = World::new(page());
    let reply = Call::delete("/page")
        .if_none_match(TAG)
        .send(&app(&world))
        .await;
    reply.precondition_failed("If-None-Match");
    world.probe.ran(&["etag"]);
}
