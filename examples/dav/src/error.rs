//! What is answered to requests that go wrong.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use conditional_axum::Stopped;

use crate::xml::document;

pub(crate) const METHODS: &str = "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, REPORT";

/// The answer to a request that fails.
#[derive(Debug)]
pub(crate) enum Error {
    /// 412 or 428.
    Stopped(Stopped),
    NotFound,
    NotAllowed,
    /// The content is not XML.
    Unreadable,
    /// A demand of WebDAV or CalDAV that is not met, by its element (RFC 4918 §16, RFC 4791 §1.3).
    Unmet(&'static str),
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::Stopped(stopped) => stopped.into_response(),
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::NotAllowed => {
                let allowed = [(header::ALLOW, METHODS)];
                (StatusCode::METHOD_NOT_ALLOWED, allowed).into_response()
            }
            Self::Unreadable => StatusCode::BAD_REQUEST.into_response(),
            Self::Unmet(element) => {
                document(StatusCode::FORBIDDEN, "error", &format!("<{element}/>"))
            }
        }
    }
}
