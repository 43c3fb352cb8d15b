//! [`PreconditionFailed`]: the 412 that a handler gives itself.

use std::error::Error;
use std::fmt;

use axum::response::{IntoResponse, Response};
use conditional_core::{ConditionalField, Decision, ETag, Representation};

use super::explanation::Refused;
use super::stopped::Stopped;
use crate::settings::GuardSettings;

/// The 412 for a handler that finds, at the database, that the checked version is gone.
///
/// Between the check and the write another client may have written. Put the checked version into
/// the statement, and where no row matched, return this: the same answer as if the guard had seen it.
///
/// # Example
///
/// ```
/// use conditional_axum::PreconditionFailed;
///
/// fn written(rows: u64) -> Result<(), PreconditionFailed> {
///     // UPDATE entry SET text = ?, version = version + 1 WHERE id = ? AND version = ?
///     if rows == 0 { Err(PreconditionFailed::new()) } else { Ok(()) }
/// }
///
/// # use axum::{http::StatusCode, response::IntoResponse};
/// let response = written(0).unwrap_err().into_response();
/// assert_eq!(response.status(), StatusCode::PRECONDITION_FAILED);
/// assert_eq!(response.headers()["content-type"], "application/problem+json");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "return it from the handler: it is the answer"]
pub struct PreconditionFailed {
    field: ConditionalField,
    etag: Option<ETag>,
}

impl PreconditionFailed {
    /// The failed field is `If-Match`; the current tag is unknown.
    pub fn new() -> Self {
        Self::by(ConditionalField::IfMatch)
    }

    /// Names the field that failed: `If-None-Match` where a create-only write found a row.
    ///
    /// ```
    /// use axum::response::IntoResponse;
    /// use conditional_axum::{ConditionalField, ETag, PreconditionFailed};
    ///
    /// // INSERT … ON CONFLICT DO NOTHING has inserted nothing: the row is there, in version 7.
    /// let created_meanwhile = PreconditionFailed::by(ConditionalField::IfNoneMatch).with_etag(ETag::from(7));
    /// assert_eq!(created_meanwhile.into_response().headers()["etag"], "\"7\"");
    /// ```
    pub fn by(field: ConditionalField) -> Self {
        Self { field, etag: None }
    }

    /// Tells the client the tag of the version that is there now.
    pub fn with_etag(mut self, etag: ETag) -> Self {
        self.etag = Some(etag);
        self
    }
}

impl Default for PreconditionFailed {
    fn default() -> Self {
        Self::new()
    }
}

impl From<PreconditionFailed> for Stopped {
    fn from(failed: PreconditionFailed) -> Self {
        let representation = Representation::with_validators(failed.etag, None);
        let refused = Refused::unseen(Decision::PreconditionFailed(failed.field));
        Self::new(refused, representation, GuardSettings::new())
    }
}

impl IntoResponse for PreconditionFailed {
    fn into_response(self) -> Response {
        Stopped::from(self).into_response()
    }
}

impl From<PreconditionFailed> for Response {
    fn from(failed: PreconditionFailed) -> Self {
        failed.into_response()
    }
}

impl fmt::Display for PreconditionFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} does not hold: the resource changed in the meantime",
            self.field
        )
    }
}

impl Error for PreconditionFailed {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_an_error_it_names_the_field() {
        let text = PreconditionFailed::new().to_string();
        let expected = "If-Match does not hold: the resource changed in the meantime";
        assert_eq!(text, expected);
    }
}
