//! What a refusal is about.

use axum::http::StatusCode;
use axum::response::Response;
use conditional_core::{ConditionalField, Decision, ETag};

use crate::response::{problem, validators};

/// Why a request was refused, for the body of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    decision: Decision,
    etag: Option<ETag>,
}

impl Refusal {
    pub(super) fn of(response: &Response) -> Option<Self> {
        let decision = *response.extensions().get::<Decision>()?;
        let refused = matches!(
            decision,
            Decision::PreconditionFailed(_) | Decision::PreconditionRequired
        );
        if !refused || decision.status() != Some(response.status()) {
            return None;
        }
        let etag = validators::only_tag(response.headers());
        Some(Self { decision, etag })
    }

    /// What was decided.
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// 412 or 428.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.decision
            .status()
            .unwrap_or(StatusCode::PRECONDITION_FAILED)
    }

    /// The field that does not hold; none for a 428.
    #[must_use]
    pub fn field(&self) -> Option<ConditionalField> {
        self.decision.field()
    }

    /// The tag of what is there now, where it is known.
    #[must_use]
    pub fn etag(&self) -> Option<&ETag> {
        self.etag.as_ref()
    }

    /// One or two English sentences: what does not hold, and what the client should do.
    #[must_use]
    pub fn detail(&self) -> &'static str {
        problem::detail(self.decision)
    }
}
