//! What a refusal is about.

use axum::http::StatusCode;
use axum::response::Response;
use conditional_core::{ConditionalField, Decision, ETag, LastModified, Representation};

use crate::response::explanation::Explanation;
use crate::response::validators;

/// Why a request was refused, for the body of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    decision: Decision,
    explanation: Option<Explanation>,
    current: Representation,
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
        let current = validators::read(response.headers());
        Some(Self {
            decision,
            explanation: response.extensions().get().copied(),
            current: current.unwrap_or(Representation::present()),
        })
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
        self.current.etag()
    }

    /// When what is there now was last modified, where that is known and its second over.
    #[must_use]
    pub fn last_modified(&self) -> Option<LastModified> {
        self.current.last_modified()
    }

    /// One or two English sentences: what does not hold, and what can succeed for this resource and
    /// this method. No character in it needs an escape in JSON or HTML.
    #[must_use]
    pub fn detail(&self) -> String {
        self.explanation
            .map_or_else(String::new, |explanation| explanation.to_string())
    }
}
