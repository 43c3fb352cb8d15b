//! What became of a request's preconditions, and which field decided it.

use std::fmt;

use http::{HeaderName, StatusCode, header};

/// One of the five conditional header fields (RFC 9110 §13.1).
///
/// ```
/// use conditional_core::ConditionalField;
///
/// assert_eq!(ConditionalField::IfNoneMatch.as_str(), "If-None-Match");
/// assert_eq!(ConditionalField::IfNoneMatch.header_name(), http::header::IF_NONE_MATCH);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "RFC 9110 §13.1 defines these five; a match on them is complete"
)]
pub enum ConditionalField {
    /// `If-Match` (§13.1.1): act only on the version that the client names.
    IfMatch,
    /// `If-Unmodified-Since` (§13.1.4): the same by date, for want of a tag.
    IfUnmodifiedSince,
    /// `If-None-Match` (§13.1.2): act only if the client's copies are all out of date.
    IfNoneMatch,
    /// `If-Modified-Since` (§13.1.3): the same by date, for want of a tag.
    IfModifiedSince,
    /// `If-Range` (§13.1.5): send the range if the client's part still fits, else everything.
    IfRange,
}

impl ConditionalField {
    /// The field's name as the `http` crate has it.
    #[must_use]
    pub const fn header_name(self) -> HeaderName {
        match self {
            Self::IfMatch => header::IF_MATCH,
            Self::IfUnmodifiedSince => header::IF_UNMODIFIED_SINCE,
            Self::IfNoneMatch => header::IF_NONE_MATCH,
            Self::IfModifiedSince => header::IF_MODIFIED_SINCE,
            Self::IfRange => header::IF_RANGE,
        }
    }

    /// The field's name as RFC 9110 writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IfMatch => "If-Match",
            Self::IfUnmodifiedSince => "If-Unmodified-Since",
            Self::IfNoneMatch => "If-None-Match",
            Self::IfModifiedSince => "If-Modified-Since",
            Self::IfRange => "If-Range",
        }
    }
}

impl fmt::Display for ConditionalField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

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
#[expect(
    clippy::exhaustive_enums,
    reason = "a caller must handle each outcome; a new one would be a breaking change in behaviour"
)]
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
}

impl Decision {
    /// Whether the method is to be performed.
    #[must_use]
    #[inline]
    pub const fn is_proceed(self) -> bool {
        matches!(self, Self::Proceed)
    }

    /// The field that decided, if one did.
    #[must_use]
    pub const fn field(self) -> Option<ConditionalField> {
        match self {
            Self::Proceed | Self::PreconditionRequired => None,
            Self::NotModified(field) | Self::PreconditionFailed(field) => Some(field),
        }
    }

    /// The status to answer with, unless the method is to be performed.
    #[must_use]
    pub const fn status(self) -> Option<StatusCode> {
        match self {
            Self::Proceed => None,
            Self::NotModified(_) => Some(StatusCode::NOT_MODIFIED),
            Self::PreconditionFailed(_) => Some(StatusCode::PRECONDITION_FAILED),
            Self::PreconditionRequired => Some(StatusCode::PRECONDITION_REQUIRED),
        }
    }

    /// A stable name for logs and metrics: `proceed`, `not_modified`, `precondition_failed` or
    /// `precondition_required`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proceed => "proceed",
            Self::NotModified(_) => "not_modified",
            Self::PreconditionFailed(_) => "precondition_failed",
            Self::PreconditionRequired => "precondition_required",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [ConditionalField; 5] = [
        ConditionalField::IfMatch,
        ConditionalField::IfUnmodifiedSince,
        ConditionalField::IfNoneMatch,
        ConditionalField::IfModifiedSince,
        ConditionalField::IfRange,
    ];

    #[test]
    fn a_fields_text_is_its_header_name() {
        for field in FIELDS {
            assert_eq!(
                field.as_str().to_ascii_lowercase(),
                field.header_name().as_str()
            );
            assert_eq!(field.to_string(), field.as_str());
        }
    }

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
        assert!(Decision::Proceed.is_proceed());
        assert!(!Decision::PreconditionRequired.is_proceed());
    }
}
