//! What requests bring: where a task is, which page of the list, and content. What cannot be read is
//! answered as a problem.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path, Query};
use schemars::JsonSchema;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::failure::Failure;

/// The number of a task.
#[derive(Clone, Copy, Debug, Deserialize, FromRequestParts, JsonSchema, IntoParams)]
#[from_request(via(Path), rejection(Failure))]
#[into_params(parameter_in = Path)]
pub(crate) struct Place {
    pub(crate) id: i64,
}

/// A part of the list.
#[derive(Clone, Copy, Debug, Deserialize, FromRequestParts, JsonSchema, IntoParams)]
#[from_request(via(Query), rejection(Failure))]
#[into_params(parameter_in = Query)]
pub(crate) struct Part {
    /// The task before the first one.
    #[serde(default)]
    #[param(default = 0)]
    pub(crate) after: i64,
    /// How many tasks at most: 100 where it is more.
    #[serde(default = "usual")]
    #[param(default = 20)]
    pub(crate) limit: u16,
}

fn usual() -> u16 {
    20
}

/// Content as JSON, also under a media type like `application/merge-patch+json`.
#[derive(Debug, FromRequest)]
#[from_request(via(Json), rejection(Failure))]
pub(crate) struct Content<T>(pub(crate) T);
