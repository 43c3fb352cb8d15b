//! [`Stopped`]: the answer of a check made by hand.

use std::error::Error;
use std::fmt;

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use conditional_core::{Decision, Representation};

use super::{applied, not_modified, problem};

/// The request ends here: a 304, 412 or 428 in place of the handler's own answer.
///
/// [`Preconditions::check`](crate::Preconditions::check) returns it, so that `?` leaves the handler.
///
/// # Example
///
/// ```
/// use axum::{http::StatusCode, response::{IntoResponse, Response}};
/// use conditional_axum::{Decision, Stopped};
///
/// enum AppError {
///     Stopped(Stopped),
///     Database,
/// }
///
/// impl From<Stopped> for AppError {
///     fn from(stopped: Stopped) -> Self {
///         Self::Stopped(stopped)
///     }
/// }
///
/// impl IntoResponse for AppError {
///     fn into_response(self) -> Response {
///         match self {
///             Self::Stopped(stopped) => stopped.into_response(),
///             Self::Database => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
///         }
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "return it from the handler: it is the answer"]
pub struct Stopped {
    decision: Decision,
    representation: Representation,
    is_head: bool,
}

impl Stopped {
    pub(crate) fn new(decision: Decision, representation: Representation, is_head: bool) -> Self {
        Self {
            decision,
            representation,
            is_head,
        }
    }

    /// What was decided, and by which field.
    pub fn decision(&self) -> Decision {
        self.decision
    }
}

impl IntoResponse for Stopped {
    fn into_response(self) -> Response {
        let Self {
            decision,
            representation,
            is_head,
        } = self;
        let mut response = match decision {
            Decision::NotModified(_) => {
                not_modified::response(HeaderMap::new(), representation, is_head)
            }
            Decision::AlreadyApplied(_) => {
                return applied::with_validators(applied::no_content(), decision, representation);
            }
            _ => problem::refusal(decision, HeaderMap::new(), representation),
        };
        response.extensions_mut().insert(decision);
        response
    }
}

impl From<Stopped> for Response {
    fn from(stopped: Stopped) -> Self {
        stopped.into_response()
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decision.field() {
            Some(field) => write!(f, "{} by {field}", self.decision.as_str()),
            None => f.write_str(self.decision.as_str()),
        }
    }
}

impl Error for Stopped {}
