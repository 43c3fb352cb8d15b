//! PATCH, and the same validator functions on all methods.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::{Json, Router};
use conditional_axum::{ETag, LastModified, condition};
use conditional_tests::Call;
use conditional_tests::routing::get;
use serde::Deserialize;

use crate::fixture::{MODIFIED, STALE, TAG, World, modified_at, page};

// Written once, used by five handlers that have further extractors, in other places.
async fn entry_tag(State(world): &State<World>, Path(id): &Path<u64>) -> Option<ETag> {
    world.probe.note("etag");
    (*id == 1).then(|| TAG.parse().unwrap())
}

fn entry_modified(Path(id): &Path<u64>) -> Option<LastModified> {
    (*id == 1).then(modified_at)
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    page: u8,
}

#[condition(etag = entry_tag, last_modified = entry_modified)]
async fn show(Path(id): Path<u64>, Query(page): Query<Page>, State(world): State<World>) -> String {
    world.probe.note("handler");
    format!("{id} {}", page.page)
}

#[condition(etag = entry_tag, last_modified = entry_modified)]
async fn replace(State(world): State<World>, Path(id): Path<u64>, Json(to): Json<u64>) -> String {
    world.probe.note("handler");
    format!("{id} {to}")
}

#[condition(etag = entry_tag, last_modified = entry_modified)]
async fn change(
    headers: HeaderMap,
    Path(id): Path<u64>,
    State(world): State<World>,
    body: String,
) -> String {
    world.probe.note("handler");
    format!("{id} {} {body}", headers.len())
}

#[condition(etag = entry_tag, last_modified = entry_modified)]
async fn remove(State(world): State<World>, Path(_): Path<u64>) -> StatusCode {
    world.probe.note("handler");
    StatusCode::NO_CONTENT
}

#[condition(etag = entry_tag, last_modified = entry_modified)]
async fn append(
    Query(page): Query<Page>,
    State(world): State<World>,
    Path(id): Path<u64>,
) -> String {
    world.probe.note("handler");
    format!("{id} {}", page.page)
}

fn app(world: &World) -> Router {
    let entry = get(show)
        .put(replace)
        .patch(change)
        .delete(remove)
        .post(append);
    Router::new()
        .route("/entry/{id}", entry)
        .with_state(world.clone())
}

#[tokio::test]
async fn a_stale_patch_changes_nothing() {
    let world = World::new(page());
    let reply = Call::patch("/entry/1")
        .if_match(STALE)
        .watched(world.probe.body("x"))
        .send(&app(&world))
        .await;
    reply.precondition_failed("If-Match").header("etag", TAG);
    world.probe.ran(&["etag"]);
}

#[tokio::test]
async fn a_patch_of_the_current_version_runs() {
    let world = World::new(page());
    let reply = Call::patch("/entry/1")
        .if_match(TAG)
        .watched(world.probe.body("x"))
        .send(&app(&world))
        .await;
    reply.status(200).body("1 1 x").without("etag");
    world.probe.ran(&["etag", "body", "handler"]);
}

#[tokio::test]
async fn the_same_validator_functions_serve_every_method() {
    let world = World::new(page());
    let app = app(&world);
    for method in ["GET", "HEAD"] {
        let reply = Call::new(method, "/entry/1").send(&app).await;
        reply
            .status(200)
            .header("etag", TAG)
            .header("last-modified", MODIFIED);
        let reply = Call::new(method, "/entry/1")
            .if_none_match(TAG)
            .send(&app)
            .await;
        reply.not_modified(TAG);
        world.probe.ran(&["etag", "handler", "etag"]);
    }
    for (method, status) in [("PUT", 200), ("PATCH", 200), ("DELETE", 204), ("POST", 200)] {
        let call = Call::new(method, "/entry/1").if_match(TAG).json("1");
        call.send(&app).await.status(status);
        world.probe.ran(&["etag", "handler"]);
        for uri in ["/entry/1", "/entry/2"] {
            let call = Call::new(method, uri).if_match(STALE).json("1");
            call.send(&app).await.precondition_failed("If-Match");
            world.probe.ran(&["etag"]);
        }
    }
}

/// `If-Match: *` in the hand of a handler that works on the checked row.
mod without_a_version {
    use axum::Router;
    use conditional_axum::{Current, ETag, PreconditionFailed, Preconditions, Resource, condition};
    use conditional_tests::Call;
    use conditional_tests::routing::any;

    #[derive(Resource)]
    struct Row {
        #[etag]
        version: u64,
    }

    async fn load() -> Row {
        Row { version: 7 }
    }

    /// Another write came first: the statement with the version finds no row.
    #[condition(resource = load, required)]
    async fn change(
        preconditions: Preconditions,
        Current(row): Current<Row>,
    ) -> Result<(ETag, String), PreconditionFailed> {
        if preconditions.names_version() {
            return Err(PreconditionFailed::new());
        }
        Ok((
            ETag::from(row.version + 2),
            "on top of the other".to_owned(),
        ))
    }

    #[tokio::test]
    async fn a_handler_can_tell_that_any_version_will_do() {
        let app = Router::new().route("/", any(change));
        let patch = |name, value| Call::patch("/").headers(&[(name, value)]);
        let reply = patch("if-match", "*").send(&app).await;
        reply.status(200).header("etag", "\"9\"");
        let reply = patch("if-match", "\"7\"").send(&app).await;
        reply.precondition_failed("If-Match");
    }
}
