//! PUT: nothing is read and nothing runs until the client's version is the current one.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use conditional_axum::{ConditionalField, Decision, ETag, condition};
use conditional_tests::Call;
use conditional_tests::routing::put;

use crate::fixture::{
    AFTER, BEFORE, MODIFIED, STALE, TAG, World, by_functions, by_resource, dated, modified, page,
    tag, tagged,
};

#[condition(etag = tag, last_modified = modified)]
async fn save(State(world): State<World>, body: String) -> (StatusCode, ETag, String) {
    world.probe.note("handler");
    (StatusCode::OK, ETag::from_static("\"v2\""), body)
}

fn app(world: &World) -> Router {
    Router::new()
        .route("/page", put(save))
        .with_state(world.clone())
}

#[tokio::test]
async fn a_stale_if_match_is_a_412_and_neither_body_nor_handler_are_touched() {
    let world = World::new(page());
    let reply = Call::put("/page")
        .if_match(STALE)
        .watched(world.probe.body("new"))
        .send(&app(&world))
        .await;
    reply
        .precondition_failed("If-Match")
        .header("etag", TAG)
        .without("last-modified")
        .decision(Some(Decision::PreconditionFailed(
            ConditionalField::IfMatch,
        )));
    world.probe.ran(&["etag"]);
}

#[tokio::test]
async fn the_current_tag_lets_the_write_through_and_the_body_is_read_after_the_validators() {
    let world = World::new(page());
    let reply = Call::put("/page")
        .if_match(TAG)
        .watched(world.probe.body("new"))
        .send(&app(&world))
        .await;
    reply
        .status(200)
        .header("etag", "\"v2\"")
        .body("new")
        .decision(Some(Decision::Proceed));
    world.probe.ran(&["etag", "body", "handler"]);
}

#[tokio::test]
async fn any_tag_of_any_line_of_if_match_may_be_the_current_one() {
    let world = World::new(page());
    let reply = Call::put("/page")
        .if_match("\"a\", \"b\"")
        .if_match("\"c\",\"v1\"")
        .send(&app(&world))
        .await;
    reply.status(200);
}

#[tokio::test]
async fn an_unconditional_write_calls_no_validator_function() {
    let world = World::new(page());
    let reply = Call::put("/page")
        .watched(world.probe.body("new"))
        .send(&app(&world))
        .await;
    reply.status(200).body("new").decision(None);
    world.probe.ran(&["body", "handler"]);
}

#[tokio::test]
async fn no_validator_is_added_to_the_answer_of_a_write() {
    for app in [by_functions, by_resource] {
        let world = World::new(page());
        for call in [Call::put("/page"), Call::put("/page").if_match(TAG)] {
            let reply = call.send(&app(&world)).await;
            reply.status(200).without("etag").without("last-modified");
        }
    }
}

#[tokio::test]
async fn a_weak_tag_never_holds_in_if_match() {
    let world = World::new(page());
    let weak = Call::put("/page").if_match("W/\"v1\"");
    weak.send(&app(&world))
        .await
        .precondition_failed("If-Match");
    world.probe.ran(&["etag"]);

    let world = World::new(tagged("W/\"v1\""));
    for sent in ["W/\"v1\"", "\"v1\""] {
        let reply = Call::put("/page").if_match(sent).send(&app(&world)).await;
        reply
            .precondition_failed("If-Match")
            .header("etag", "W/\"v1\"");
        world.probe.ran(&["etag"]);
    }
}

#[tokio::test]
async fn a_matching_if_none_match_is_a_412_not_a_304() {
    let world = World::new(page());
    for tags in ["*", TAG, "W/\"v1\"", "\"a\", \"v1\""] {
        let reply = Call::put("/page")
            .if_none_match(tags)
            .watched(world.probe.body("new"))
            .send(&app(&world))
            .await;
        reply
            .precondition_failed("If-None-Match")
            .header("etag", TAG);
        world.probe.ran(&["etag"]);
    }
}

#[tokio::test]
async fn a_page_modified_after_if_unmodified_since_is_a_412() {
    let world = World::new(dated());
    let reply = Call::put("/page")
        .if_unmodified_since(BEFORE)
        .watched(world.probe.body("new"))
        .send(&app(&world))
        .await;
    reply
        .precondition_failed("If-Unmodified-Since")
        .without("etag");
    world.probe.ran(&["etag", "last_modified"]);
}

#[tokio::test]
async fn a_page_not_modified_since_that_date_is_written() {
    let world = World::new(dated());
    for date in [MODIFIED, AFTER] {
        let call = Call::put("/page").if_unmodified_since(date).body("new");
        call.send(&app(&world)).await.status(200).body("new");
    }
}

#[tokio::test]
async fn if_unmodified_since_a_date_before_1970_refuses_and_panics_nowhere() {
    let world = World::new(dated());
    let reply = Call::put("/page")
        .if_unmodified_since("Sun, 20 Jul 1969 20:17:40 GMT")
        .send(&app(&world))
        .await;
    reply.precondition_failed("If-Unmodified-Since");
}

#[tokio::test]
async fn a_bad_if_unmodified_since_is_ignored() {
    let world = World::new(dated());
    for date in ["", "tomorrow", "Sun, 06 Nov 1994 08:49:36 PST"] {
        let call = Call::put("/page").if_unmodified_since(date);
        call.send(&app(&world)).await.status(200);
    }
    let twice = Call::put("/page")
        .if_unmodified_since(BEFORE)
        .if_unmodified_since(BEFORE);
    twice.send(&app(&world)).await.status(200);
}

#[tokio::test]
async fn if_modified_since_says_nothing_to_a_write() {
    let world = World::new(page());
    let call = Call::put("/page").if_modified_since(MODIFIED);
    call.send(&app(&world)).await.status(200);
}

#[tokio::test]
async fn an_empty_if_match_refuses_and_an_empty_if_none_match_holds() {
    let world = World::new(page());
    for empty in ["", ",", " , ,"] {
        let reply = Call::put("/page").if_match(empty).send(&app(&world)).await;
        reply.precondition_failed("If-Match");
        let call = Call::put("/page").if_none_match(empty);
        call.send(&app(&world)).await.status(200);
    }
}

#[tokio::test]
async fn an_empty_if_match_still_stands_before_the_date() {
    let world = World::new(page());
    let reply = Call::put("/page")
        .if_match("")
        .if_unmodified_since(AFTER)
        .send(&app(&world))
        .await;
    reply.precondition_failed("If-Match");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_rejected_after_the_preconditions() {
    #[condition(etag = tag)]
    async fn save(State(world): State<World>, body: axum::Json<u64>) -> String {
        world.probe.note("handler");
        body.to_string()
    }
    let world = World::new(page());
    let app = Router::new()
        .route("/page", put(save))
        .with_state(world.clone());
    let stale = Call::put("/page").if_match(STALE).json("not json");
    stale.send(&app).await.precondition_failed("If-Match");
    world.probe.ran(&["etag"]);
    let current = Call::put("/page").if_match(TAG).json("not json");
    current.send(&app).await.status(400);
    world.probe.ran(&["etag"]);
}
