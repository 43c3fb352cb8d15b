//! Attributes of others, above and below ours.

#![deny(warnings)]

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use conditional_axum::{ETag, etag};

#[derive(Clone)]
struct Db;

fn tag(Path(id): &Path<u64>) -> ETag {
    ETag::from(*id)
}

#[etag(tag)]
#[axum::debug_handler]
async fn debug_below(State(_db): State<Db>, Path(id): Path<u64>) -> String {
    id.to_string()
}

#[axum::debug_handler]
#[etag(tag)]
async fn debug_above(State(_db): State<Db>, Path(id): Path<u64>) -> String {
    id.to_string()
}

#[axum::debug_handler]
#[etag(tag)]
async fn debug_above_with_the_state_last(Path(id): Path<u64>, State(_db): State<Db>) -> String {
    id.to_string()
}

#[etag(tag)]
#[axum::debug_handler]
async fn debug_below_with_the_state_last(Path(id): Path<u64>, State(_db): State<Db>) -> String {
    id.to_string()
}

#[etag(|State(_): &State<Db>, Path(id): &Path<u64>| ETag::from(*id), extract(Path<u64>, State<Db>))]
#[axum::debug_handler]
async fn debug_below_with_the_state_extracted() -> String {
    String::new()
}

#[etag(tag)]
#[tracing::instrument(skip(_db), fields(id = %id))]
async fn instrument_below(State(_db): State<Db>, Path(id): Path<u64>, body: String) -> String {
    format!("{id} {body}")
}

#[tracing::instrument(skip(_db), fields(id = %id))]
#[etag(tag)]
async fn instrument_above(State(_db): State<Db>, Path(id): Path<u64>, body: String) -> String {
    format!("{id} {body}")
}

/// Documentation stays where it is.
#[etag(tag)]
#[cfg(not(miri))]
async fn lints_and_cfg(
    #[expect(unused_variables, reason = "a lint of the user's own")] Path(id): Path<u64>,
) -> String {
    String::new()
}

#[etag(tag)]
#[cfg(miri)]
async fn left_out(Path(id): Path<u64>) -> String {
    id.to_string()
}

pub(crate) fn router() -> Router {
    Router::new()
        .route("/a/{id}", get(debug_below))
        .route("/b/{id}", get(debug_above))
        .route("/c/{id}", get(instrument_below))
        .route("/d/{id}", get(instrument_above))
        .route("/e/{id}", get(lints_and_cfg))
        .route("/f/{id}", get(debug_above_with_the_state_last))
        .route("/g/{id}", get(debug_below_with_the_state_last))
        .route("/h/{id}", get(debug_below_with_the_state_extracted))
        .with_state(Db)
}
