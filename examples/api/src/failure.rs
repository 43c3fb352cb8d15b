//! What can go wrong, as problem documents (RFC 9457) like those of the guards.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use conditional_axum::PreconditionFailed;
use schemars::JsonSchema;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request got no answer of its own.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An extractor could not read the request.
    Unreadable(StatusCode, String),
    /// There was a task, and it was deleted.
    Gone,
    /// The version that was checked is gone.
    Overtaken,
    Database(sqlx::Error),
}

/// The content of a failure's answer.
#[derive(Debug, Serialize, JsonSchema, ToSchema)]
pub(crate) struct Problem {
    title: String,
    status: u16,
    detail: String,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Unreadable(status, detail) => problem(status, detail),
            Self::Gone => problem(StatusCode::GONE, "This task was deleted.".to_owned()),
            Self::Overtaken => PreconditionFailed::new().into_response(),
            Self::Database(error) => problem(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        }
    }
}

fn problem(status: StatusCode, detail: String) -> Response {
    let title = status.canonical_reason().unwrap_or_default().to_owned();
    let content = Json(Problem {
        title,
        status: status.as_u16(),
        detail,
    });
    let media_type = HeaderValue::from_static("application/problem+json");
    (status, [(header::CONTENT_TYPE, media_type)], content).into_response()
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

macro_rules! rejections {
    ($($rejection:ty),*) => {$(
        impl From<$rejection> for Failure {
            fn from(rejection: $rejection) -> Self {
                Self::Unreadable(rejection.status(), rejection.body_text())
            }
        }
    )*};
}

rejections!(JsonRejection, PathRejection, QueryRejection);
