//! What can go wrong in a handler, as `application/problem+json` (RFC 9457).
//!
//! The HTML pages answer with the same errors; `pages::problem` dresses them up there.

use std::fmt;
use std::io;

use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use conditional_axum::Stopped;
use serde::{Deserialize, Serialize};
use tokio::task::JoinError;

use crate::store::WriteError;

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// A failure that is answered with a status and a sentence.
#[derive(Debug)]
pub(crate) enum AppError {
    NotFound,
    Invalid(String),
    Malformed(JsonRejection),
    Stopped(Stopped),
    Database(sqlx::Error),
    File(io::Error),
    Template(askama::Error),
    Panicked(JoinError),
}

/// The body of such an answer.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Problem {
    pub(crate) title: String,
    pub(crate) status: u16,
    #[serde(default)]
    pub(crate) detail: String,
}

impl AppError {
    /// A refusal with a sentence for the person who sent the change.
    pub(crate) fn invalid(complaint: impl Into<String>) -> Self {
        Self::Invalid(complaint.into())
    }

    /// What belongs into the log and not into the answer.
    fn cause(&self) -> Option<&dyn fmt::Display> {
        match self {
            Self::Database(error) => Some(error),
            Self::File(error) => Some(error),
            Self::Template(error) => Some(error),
            Self::Panicked(error) => Some(error),
            Self::NotFound | Self::Invalid(_) | Self::Malformed(_) | Self::Stopped(_) => None,
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Malformed(rejection) => rejection.status(),
            Self::Stopped(_) => StatusCode::PRECONDITION_FAILED,
            Self::Database(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Database(_) | Self::File(_) | Self::Template(_) | Self::Panicked(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error").to_owned();
        Self {
            title,
            status: status.as_u16(),
            detail: detail.into(),
        }
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("There is nothing at this address."),
            Self::Invalid(complaint) => f.write_str(complaint),
            Self::Malformed(rejection) => f.write_str(&rejection.body_text()),
            Self::Stopped(stopped) => stopped.fmt(f),
            Self::Database(_) | Self::File(_) | Self::Template(_) | Self::Panicked(_) => {
                f.write_str("Something went wrong here; the log says what.")
            }
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        if let Some(cause) = self.cause() {
            tracing::error!(%cause, "a request failed");
        }
        match self {
            Self::Stopped(stopped) => stopped.into_response(),
            error => Problem::new(error.status(), error.to_string()).into_response(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let body = serde_json::to_string(&self).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, PROBLEM_JSON)], body).into_response()
    }
}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<io::Error> for AppError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<JoinError> for AppError {
    fn from(error: JoinError) -> Self {
        Self::Panicked(error)
    }
}

impl From<WriteError> for AppError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::NoSuchBlog(blog) => Self::Invalid(format!("There is no blog {blog}.")),
            WriteError::NoSuchNumber(id) => {
                Self::Invalid(format!("No entry can have the number {id}."))
            }
            WriteError::Database(error) => Self::Database(error),
        }
    }
}

impl From<Stopped> for AppError {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

impl From<JsonRejection> for AppError {
    fn from(rejection: JsonRejection) -> Self {
        Self::Malformed(rejection)
    }
}
