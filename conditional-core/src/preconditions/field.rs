//! The five conditional header fields.

use std::fmt;

use http::{HeaderName, header};

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
}
