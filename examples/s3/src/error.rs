//! What S3 calls its errors.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// An error in the form that S3 clients read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Error {
    status: StatusCode,
    code: &'static str,
    message: &'static str,
}

impl Error {
    pub(crate) const NO_SUCH_KEY: Self = Self {
        status: StatusCode::NOT_FOUND,
        code: "NoSuchKey",
        message: "The specified key does not exist.",
    };

    pub(crate) const PRECONDITION_FAILED: Self = Self {
        status: StatusCode::PRECONDITION_FAILED,
        code: "PreconditionFailed",
        message: "A precondition does not hold for the object that is there.",
    };

    /// The precondition held when the request came, and does not any more: try again.
    pub(crate) const CONFLICT: Self = Self {
        status: StatusCode::CONFLICT,
        code: "ConditionalRequestConflict",
        message: "Another request changed the object during this one.",
    };

    pub(crate) const INVALID_RANGE: Self = Self {
        status: StatusCode::RANGE_NOT_SATISFIABLE,
        code: "InvalidRange",
        message: "The requested range is not in the object.",
    };

    pub(crate) const NOT_IMPLEMENTED: Self = Self {
        status: StatusCode::NOT_IMPLEMENTED,
        code: "NotImplemented",
        message: "This server only reads, writes and deletes whole objects.",
    };
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let Self {
            status,
            code,
            message,
        } = self;
        let text = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        (status, [(header::CONTENT_TYPE, "application/xml")], text).into_response()
    }
}
