//! What became of a request's preconditions, and which field decided it.

use http::StatusCode;

use crate::preconditions::ConditionalField;

/// The outcome of RFC 9110 §13.2.2.
///
/// ```
/// use conditional_core::{ConditionalField, Decision};
///
/// let decision = Decision::PreconditionFailed(ConditionalField::IfMatch);
/// assert_eq!(decision.status(), Some(http::StatusCode::PRECONDITION_FAILED));
/// assert_eq!(decision.field(), Some(ConditionalField::IfMatch));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "a decision that nobody looks at lets every request through"]
#[non_exhaustive]
pub enum Decision {
    /// Perform the method: no precondition stands against it.
    Proceed,
    /// Answer 304: the client's copy is current, says the field.
    NotModified(ConditionalField),
    /// Answer 412: the field's condition is false, the method must not be performed.
    PreconditionFailed(ConditionalField),
    /// Answer 428 (RFC 6585 §3): a write came without any precondition where one is required.
    ///
    /// [`Preconditions::evaluate`](crate::Preconditions::evaluate) never decides this: whether a
    /// precondition is required is the server's policy.
    PreconditionRequired,
    /// Answer with success: the field's condition is false, but the change is in place already
    /// (RFC 9110 §13.1.1). The method must not be performed again.
    ///
    /// [`Preconditions::evaluate`](crate::Preconditions::evaluate) never decides this: whether the
    /// change is in place is known to the server alone.
    AlreadyApplied(ConditionalField),
}

impl Decision {
    /// Whether the method is to be performed.
    ///
    /// ```
    /// use conditional_core::{ConditionalField, Decision};
    ///
    /// assert!(Decision::Proceed.is_proceed());
    /// assert!(!Decision::NotModified(ConditionalField::IfNoneMatch).is_proceed());
    /// ```
    #[must_use]
    pub const fn is_proceed(self) -> bool {
        matches!(self, Self::Proceed)
    }

    /// The field that decided, if one did.
    ///
    /// ```
    /// use conditional_core::{ConditionalField, Decision};
    ///
    /// let field = ConditionalField::IfModifiedSince;
    /// assert_eq!(Decision::NotModified(field).field(), Some(field));
    /// assert_eq!(Decision::PreconditionRequired.field(), None);
    /// ```
    #[must_use]
    pub const fn field(self) -> Option<ConditionalField> {
        match self {
            Self::Proceed | Self::PreconditionRequired => None,
            Self::NotModified(field)
            | Self::PreconditionFailed(field)
            | Self::AlreadyApplied(field) => Some(field),
        }
    }

    /// The status to answer with, unless the method is to be performed.
    ///
    /// ```
    /// use conditional_core::Decision;
    /// use http::StatusCode;
    ///
    /// let status = Decision::PreconditionRequired.status();
    /// assert_eq!(status, Some(StatusCode::PRECONDITION_REQUIRED));
    /// assert_eq!(Decision::Proceed.status(), None);
    /// ```
    #[must_use]
    pub const fn status(self) -> Option<StatusCode> {
        match self {
            Self::Proceed => None,
            Self::NotModified(_) => Some(StatusCode::NOT_MODIFIED),
            Self::PreconditionFailed(_) => Some(StatusCode::PRECONDITION_FAILED),
            Self::PreconditionRequired => Some(StatusCode::PRECONDITION_REQUIRED),
            Self::AlreadyApplied(_) => Some(StatusCode::NO_CONTENT),
        }
    }

    /// A stable name for logs and metrics: `proceed`, `not_modified`, `precondition_failed`,
    /// `precondition_required` or `already_applied`.
    ///
    /// ```
    /// use conditional_core::{ConditionalField, Decision};
    ///
    /// let decision = Decision::PreconditionFailed(ConditionalField::IfMatch);
    /// assert_eq!(decision.as_str(), "precondition_failed");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proceed => "proceed",
            Self::NotModified(_) => "not_modified",
            Self::PreconditionFailed(_) => "precondition_failed",
            Self::PreconditionRequired => "precondition_required",
            Self::AlreadyApplied(_) => "already_applied",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_outcome_has_its_status_field_and_name() {
        let field = ConditionalField::IfMatch;
        let facts = |decision: Decision| {
            (
                decision.status().map(|s| s.as_u16()),
                decision.field(),
                decision.as_str(),
            )
        };
        assert_eq!(facts(Decision::Proceed), (None, None, "proceed"));
        assert_eq!(
            facts(Decision::NotModified(field)),
            (Some(304), Some(field), "not_modified")
        );
        assert_eq!(
            facts(Decision::PreconditionFailed(field)),
            (Some(412), Some(field), "precondition_failed")
        );
        assert_eq!(
            facts(Decision::PreconditionRequired),
            (Some(428), None, "precondition_required")
        );
        assert_eq!(
            facts(Decision::AlreadyApplied(field)),
            (Some(204), Some(field), "already_applied")
        );
        assert!(Decision::Proceed.is_proceed());
        assert!(!Decision::AlreadyApplied(field).is_proceed());
        assert!(!Decision::PreconditionRequired.is_proceed());
    }
}
