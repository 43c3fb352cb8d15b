//! Every shape of loader, and every place of `Current`.

#![deny(warnings)]

use std::sync::Arc;
use std::time::SystemTime;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::put;
use axum::{Json, Router};
use conditional_axum::{Current, ETag, Resource, condition};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
    #[last_modified]
    updated_at: SystemTime,
}

impl Row {
    fn new(version: u64) -> Self {
        Self {
            version,
            updated_at: SystemTime::UNIX_EPOCH,
        }
    }
}

struct ByHand;

impl Resource for ByHand {
    fn etag(&self) -> Option<ETag> {
        Some(ETag::from(1))
    }
}

fn always(Path(id): &Path<u64>) -> Row {
    Row::new(*id)
}

fn perhaps(Path(id): &Path<u64>) -> Option<Row> {
    (*id < 5).then(|| Row::new(*id))
}

async fn shared(Path(id): &Path<u64>) -> Arc<Row> {
    tokio::task::yield_now().await;
    Arc::new(Row::new(*id))
}

async fn fallible(Path(id): &Path<u64>) -> Result<Row, StatusCode> {
    tokio::task::yield_now().await;
    Ok(Row::new(*id))
}

async fn fallible_and_optional(Path(id): &Path<u64>) -> Result<Option<Row>, StatusCode> {
    tokio::task::yield_now().await;
    Ok(Some(Row::new(*id)))
}

#[condition(resource = always)]
async fn a(Path(_id): Path<u64>, Current(row): Current<Row>) -> String {
    format!("{} {:?}", row.version, row.updated_at)
}

#[condition(resource = perhaps, required)]
async fn b(Current(row): Current<Row>, Path(_id): Path<u64>, body: String) -> String {
    format!("{} {body}", row.version)
}

#[condition(resource = perhaps)]
async fn c(Path(_id): Path<u64>, Json(n): Json<u64>, Current(row): Current<Option<Row>>) -> String {
    format!("{n} {}", row.is_some())
}

#[condition(resource = shared)]
async fn d(Path(_id): Path<u64>, row: Current<Arc<Row>>) -> String {
    row.0.version.to_string()
}

#[condition(resource = fallible, cache_control = "no-cache")]
async fn e(Path(_id): Path<u64>, Current(mut row): Current<Row>) -> String {
    row.version += 1;
    row.version.to_string()
}

#[condition(resource = fallible_and_optional)]
async fn f(Path(_id): Path<u64>) -> &'static str {
    "not handed over"
}

#[condition(resource = || ByHand)]
async fn g(_row: Current<ByHand>) {}

pub(crate) fn router() -> Router {
    Router::new()
        .route("/a/{id}", put(a))
        .route("/b/{id}", put(b))
        .route("/c/{id}", put(c))
        .route("/d/{id}", put(d))
        .route("/e/{id}", put(e))
        .route("/f/{id}", put(f))
        .route("/g", put(g))
}
