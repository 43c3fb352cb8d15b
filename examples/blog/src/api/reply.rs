//! Answers in JSON.

use axum::Extension;
use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::log::Built;

/// Serialises its value when, and only when, it is turned into a response.
#[derive(Debug)]
pub(crate) struct Reply<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        (Extension(Built), Json(self.0)).into_response()
    }
}
