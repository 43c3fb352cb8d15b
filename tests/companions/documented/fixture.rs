//! What the handlers of both documents have in common.

use axum::extract::State;
use conditional_axum::{ETag, LastModified, Resource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, Serialize, JsonSchema, ToSchema)]
pub(super) struct Entry {
    pub(super) text: String,
}

#[derive(Resource)]
pub(super) struct Row {
    #[etag]
    pub(super) version: u64,
}

pub(super) fn tag(State(version): State<u64>) -> ETag {
    ETag::from(version)
}

pub(super) fn modified() -> Option<LastModified> {
    None
}

pub(super) fn load(State(version): State<u64>) -> Option<Row> {
    (version > 0).then_some(Row { version })
}
