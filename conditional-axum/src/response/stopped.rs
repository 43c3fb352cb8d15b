//! [`Stopped`]: the answer of a check made by hand.

use std::error::Error;
use std::fmt;

use axum::http::{Extensions, HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use conditional_core::{Decision, Representation};

use super::explanation::Refused;
use super::{applied, not_modified, problem};
use crate::settings::GuardSettings;

/// The request ends here: a 304, 412 or 428 instead of the handler's own answer.
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
/// # use axum::http::{HeaderMap, Method};
/// # use conditional_axum::{Preconditions, Representation};
///
/// let preconditions = Preconditions::of(&Method::PUT, &HeaderMap::new()); // none
/// let stopped = preconditions.check_required(&Representation::present()).unwrap_err();
/// assert_eq!(stopped.decision(), Decision::PreconditionRequired);
/// assert_eq!(AppError::Stopped(stopped).into_response().status(), 428);
/// # let _ = AppError::Database;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "return it from the handler: it is the answer"]
pub struct Stopped {
    refused: Refused,
    representation: Representation,
    settings: GuardSettings,
}

impl Stopped {
    pub(crate) const fn new(
        refused: Refused,
        representation: Representation,
        settings: GuardSettings,
    ) -> Self {
        Self {
            refused,
            representation,
            settings,
        }
    }

    /// What was decided, and by which field.
    pub fn decision(&self) -> Decision {
        self.refused.decision
    }
}

impl IntoResponse for Stopped {
    fn into_response(self) -> Response {
        let Self {
            refused,
            representation,
            settings,
        } = self;
        let decision = refused.decision;
        let mut headers = HeaderMap::new();
        let mut response = match decision {
            Decision::NotModified(_) => {
                let is_head = refused.method == Some(Method::HEAD);
                not_modified::response(&mut headers, representation, is_head, || &settings)
            }
            Decision::AlreadyApplied(_) => {
                let response = applied::no_content();
                return applied::with_validators(response, decision, representation, &settings);
            }
            _ => {
                let extensions = Extensions::new();
                return problem::refusal(&refused, headers, extensions, representation, &settings);
            }
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
        match self.decision().field() {
            Some(field) => write!(f, "{} by {field}", self.decision().as_str()),
            None => f.write_str(self.decision().as_str()),
        }
    }
}

impl Error for Stopped {}
