//! One page with two validators, guarded in every way that the attributes offer.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use conditional_axum::{ETag, LastModified, Representation, condition};
use conditional_tests::Probe;
use conditional_tests::routing::any;

/// The page's tag.
pub(crate) const TAG: &str = "\"v1\"";
/// A tag that it had before.
pub(crate) const STALE: &str = "\"v0\"";
/// The second before its modification date.
pub(crate) const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
/// Its modification date.
pub(crate) const MODIFIED: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
/// The second after it.
pub(crate) const AFTER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

/// The state of the application: what is at `/page`, and who is told what runs.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) probe: Probe,
    pub(crate) current: Representation,
}

impl World {
    pub(crate) fn new(current: Representation) -> Self {
        Self {
            probe: Probe::default(),
            current,
        }
    }
}

/// `MODIFIED`.
pub(crate) fn modified_at() -> LastModified {
    LastModified::from_unix_seconds(784_111_777)
}

/// The page with both validators.
pub(crate) fn page() -> Representation {
    tagged(TAG).with_last_modified(modified_at())
}

/// The page when only this tag is known.
pub(crate) fn tagged(tag: &str) -> Representation {
    Representation::present().with_etag(tag.parse().unwrap())
}

/// The page when only its date is known.
pub(crate) fn dated() -> Representation {
    Representation::present().with_last_modified(modified_at())
}

pub(crate) async fn tag(State(world): &State<World>) -> Option<ETag> {
    tokio::task::yield_now().await;
    world.probe.note("etag");
    world.current.etag().cloned()
}

pub(crate) fn modified(State(world): &State<World>) -> Option<LastModified> {
    world.probe.note("last_modified");
    world.current.last_modified()
}

pub(crate) async fn load(State(world): &State<World>) -> Representation {
    tokio::task::yield_now().await;
    world.probe.note("resource");
    world.current.clone()
}

fn answer(world: &World) -> Response {
    world.probe.note("handler");
    if world.current.is_present() {
        "page".into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

#[condition(etag = tag, last_modified = modified)]
async fn page_by_functions(State(world): State<World>, body: String) -> Response {
    drop(body);
    answer(&world)
}

#[condition(resource = load)]
async fn page_by_resource(State(world): State<World>, body: String) -> Response {
    drop(body);
    answer(&world)
}

#[condition(resource = load, required)]
async fn page_required(State(world): State<World>, body: String) -> Response {
    drop(body);
    answer(&world)
}

/// `/page` with an `etag` and a `last_modified` function, for every method.
pub(crate) fn by_functions(world: &World) -> Router {
    Router::new()
        .route("/page", any(page_by_functions))
        .with_state(world.clone())
}

/// `/page` with a `resource` function, for every method.
pub(crate) fn by_resource(world: &World) -> Router {
    Router::new()
        .route("/page", any(page_by_resource))
        .with_state(world.clone())
}

/// The same, and writes must be conditional.
pub(crate) fn required(world: &World) -> Router {
    Router::new()
        .route("/page", any(page_required))
        .with_state(world.clone())
}
