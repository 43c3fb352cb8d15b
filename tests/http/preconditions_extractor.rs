//! `Preconditions` in the handler's hand, and the refusals that a handler gives itself.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use conditional_axum::{
    ConditionalField, Decision, ETag, PreconditionFailed, Preconditions, Stopped, condition,
};
use conditional_tests::routing::any;
use conditional_tests::{Call, Probe};

use crate::fixture::{AFTER, BEFORE, MODIFIED, STALE, TAG, World, dated, page, tag};

enum AppError {
    Stopped(Stopped),
    Database,
}

impl From<Stopped> for AppError {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

impl From<PreconditionFailed> for AppError {
    fn from(failed: PreconditionFailed) -> Self {
        Self::Stopped(failed.into())
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        match self {
            Self::Stopped(stopped) => stopped.into_response(),
            Self::Database => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

async fn in_a_transaction(
    State(world): State<World>,
    preconditions: Preconditions,
    body: String,
) -> Result<(ETag, String), AppError> {
    world.probe.note("locked");
    if body == "broken" {
        return Err(AppError::Database);
    }
    preconditions.check(&world.current)?;
    world.probe.note("written");
    Ok((ETag::from_static("\"v2\""), body))
}

async fn strictly(
    State(world): State<World>,
    preconditions: Preconditions,
) -> Result<&'static str, Stopped> {
    preconditions.check_required(&world.current)?;
    world.probe.note("written");
    Ok("done")
}

async fn told(State(world): State<World>, preconditions: Preconditions) -> String {
    let decision = preconditions.evaluate(&world.current);
    let range = preconditions.range_applies(&world.current);
    format!("{} {range}", decision.as_str())
}

fn app(world: &World) -> Router {
    Router::new()
        .route("/page", any(in_a_transaction))
        .route("/strict", any(strictly))
        .route("/told", any(told))
        .with_state(world.clone())
}

#[tokio::test]
async fn a_check_that_holds_lets_the_handler_go_on() {
    let world = World::new(page());
    for call in [
        Call::put("/page"),
        Call::put("/page").if_match(TAG),
        Call::put("/page").if_match("*"),
        Call::put("/page").if_unmodified_since(MODIFIED),
        Call::get("/page").if_none_match(STALE),
    ] {
        let reply = call.body("new").send(&app(&world)).await;
        reply.status(200).header("etag", "\"v2\"").body("new");
        world.probe.ran(&["locked", "written"]);
    }
}

#[tokio::test]
async fn a_check_that_fails_leaves_the_handler_with_the_guards_own_answer() {
    let world = World::new(page());
    let cases = [
        (
            Call::put("/page").if_match(STALE),
            ConditionalField::IfMatch,
        ),
        (
            Call::put("/page").if_none_match("*"),
            ConditionalField::IfNoneMatch,
        ),
        (
            Call::put("/page").if_unmodified_since(BEFORE),
            ConditionalField::IfUnmodifiedSince,
        ),
    ];
    for (call, field) in cases {
        let reply = call.send(&app(&world)).await;
        reply
            .precondition_failed(field.as_str())
            .header("etag", TAG)
            .decision(Some(Decision::PreconditionFailed(field)));
        world.probe.ran(&["locked"]);
    }
}

#[tokio::test]
async fn all_lines_of_a_field_are_kept() {
    let world = World::new(page());
    let lines = [STALE, "\"a\", \"b\"", TAG];
    let call = lines.into_iter().fold(Call::put("/page"), Call::if_match);
    call.send(&app(&world)).await.status(200);
    let call = lines[..2]
        .iter()
        .fold(Call::put("/page"), |call, tags| call.if_match(tags));
    let reply = call.send(&app(&world)).await;
    reply.precondition_failed("If-Match");
    let call = lines
        .into_iter()
        .fold(Call::get("/page"), Call::if_none_match);
    call.send(&app(&world)).await.not_modified(TAG);
    let twice = Call::put("/page")
        .if_unmodified_since(BEFORE)
        .if_unmodified_since(BEFORE);
    twice.send(&app(&world)).await.status(200);
}

#[tokio::test]
async fn a_check_by_hand_answers_a_read_with_304() {
    let world = World::new(page());
    for method in ["GET", "HEAD"] {
        let reply = Call::new(method, "/page")
            .if_none_match(TAG)
            .send(&app(&world))
            .await;
        reply
            .not_modified(TAG)
            .decision(Some(Decision::NotModified(ConditionalField::IfNoneMatch)));
        world.probe.ran(&["locked"]);
    }
    let world = World::new(dated());
    let reply = Call::get("/page")
        .if_modified_since(AFTER)
        .send(&app(&world))
        .await;
    reply
        .status(304)
        .header("last-modified", MODIFIED)
        .without("etag")
        .without_length()
        .body("");
}

#[tokio::test]
async fn other_errors_of_the_application_stay_what_they_are() {
    let world = World::new(page());
    let reply = Call::put("/page")
        .if_match(STALE)
        .body("broken")
        .send(&app(&world))
        .await;
    reply.status(500).without("etag");
    world.probe.ran(&["locked"]);
}

#[tokio::test]
async fn a_required_check_refuses_a_write_without_condition() {
    let world = World::new(page());
    let app = app(&world);
    let reply = Call::put("/strict").send(&app).await;
    reply
        .precondition_required()
        .header("etag", TAG)
        .decision(Some(Decision::PreconditionRequired));
    Call::put("/strict")
        .if_match(STALE)
        .send(&app)
        .await
        .precondition_failed("If-Match");
    world.probe.ran(&[]);
    Call::put("/strict")
        .if_match(TAG)
        .send(&app)
        .await
        .status(200)
        .body("done");
    Call::get("/strict").send(&app).await.status(200);
    world.probe.ran(&["written", "written"]);
}

#[tokio::test]
async fn the_decision_and_the_fate_of_a_range_can_be_asked_for() {
    let world = World::new(page());
    let app = app(&world);
    for (sent, told) in [
        (&[][..], "proceed false"),
        (&[("if-none-match", TAG)][..], "not_modified false"),
        (&[("if-match", STALE)][..], "precondition_failed false"),
        (&[("range", "bytes=0-1")][..], "proceed true"),
        (
            &[("range", "bytes=0-1"), ("if-range", TAG)][..],
            "proceed true",
        ),
        (
            &[("range", "bytes=0-1"), ("if-range", MODIFIED)][..],
            "proceed true",
        ),
        (
            &[("range", "bytes=0-1"), ("if-range", STALE)][..],
            "proceed false",
        ),
        (
            &[("range", "bytes=0-1"), ("if-range", BEFORE)][..],
            "proceed false",
        ),
    ] {
        let reply = Call::get("/told").headers(sent).send(&app).await;
        reply.status(200).body(told);
    }
}

#[tokio::test]
async fn a_guarded_handler_can_take_the_preconditions_as_well() {
    #[condition(etag = tag)]
    async fn show(State(_): State<World>, preconditions: Preconditions) -> String {
        preconditions.is_empty().to_string()
    }
    let app = Router::new()
        .route("/", any(show))
        .with_state(World::new(page()));
    Call::get("/").send(&app).await.status(200).body("true");
    Call::get("/")
        .if_none_match(STALE)
        .send(&app)
        .await
        .status(200)
        .body("false");
    Call::get("/")
        .if_none_match(TAG)
        .send(&app)
        .await
        .not_modified(TAG);
}

mod a_write_that_matched_no_row {
    use super::*;

    async fn losing_the_race(State(probe): State<Probe>) -> Result<String, AppError> {
        probe.note("handler");
        Err(PreconditionFailed::new()
            .with_etag(ETag::from(8_u64))
            .into())
    }

    #[condition(etag = || ETag::from(7_u64), required)]
    async fn guarded(probe: State<Probe>) -> Result<String, AppError> {
        losing_the_race(probe).await
    }

    #[condition(etag = || None::<ETag>)]
    async fn creating(State(probe): State<Probe>) -> Result<String, PreconditionFailed> {
        probe.note("handler");
        Err(PreconditionFailed::by(ConditionalField::IfNoneMatch))
    }

    fn app(probe: &Probe) -> Router {
        Router::new()
            .route("/plain", any(losing_the_race))
            .route("/guarded", any(guarded))
            .route("/creating", any(creating))
            .with_state(probe.clone())
    }

    #[tokio::test]
    async fn is_answered_like_the_guards_own_412() {
        let probe = Probe::default();
        let app = app(&probe);
        for uri in ["/plain", "/guarded"] {
            let reply = Call::put(uri).if_match("\"7\"").send(&app).await;
            reply
                .precondition_failed("If-Match")
                .header("etag", "\"8\"");
            probe.ran(&["handler"]);
        }
        let seen_by_the_guard = Call::put("/guarded").if_match("\"6\"").send(&app).await;
        seen_by_the_guard
            .precondition_failed("If-Match")
            .header("etag", "\"7\"");
        probe.ran(&[]);
    }

    #[tokio::test]
    async fn tells_the_failure_to_outer_layers_under_a_guard_too() {
        let probe = Probe::default();
        let app = app(&probe);
        for uri in ["/plain", "/guarded"] {
            let reply = Call::put(uri).if_match("\"7\"").send(&app).await;
            reply.decision(Some(Decision::PreconditionFailed(
                ConditionalField::IfMatch,
            )));
        }
    }

    #[tokio::test]
    async fn names_the_field_that_a_create_only_write_used() {
        let app = app(&Probe::default());
        let reply = Call::put("/creating").if_none_match("*").send(&app).await;
        reply.precondition_failed("If-None-Match").without("etag");
    }

    #[tokio::test]
    async fn becomes_a_response_and_a_stopped_check() {
        let response: Response = PreconditionFailed::default().into();
        assert_eq!(response.status(), StatusCode::PRECONDITION_FAILED);
        let stopped: Stopped = PreconditionFailed::new().into();
        assert_eq!(
            stopped.decision(),
            Decision::PreconditionFailed(ConditionalField::IfMatch)
        );
        assert_eq!(stopped.to_string(), "precondition_failed by If-Match");
    }
}
