//! The selected representation, and what is known of it.

use crate::{etag::ETag, last_modified::LastModified};

/// The selected representation: what a GET of the request's URL would send now (RFC 9110 §3.2).
///
/// *Missing* and *present, but without a known validator* are different states, and they decide
/// differently: a PUT with `If-None-Match: *` must run for the first and must be refused for the
/// second.
///
/// ```
/// use conditional_core::{ETag, LastModified, Representation};
///
/// let page = Representation::present()
///     .with_etag(ETag::from(7))
///     .with_last_modified(LastModified::from_unix_seconds(784_111_777));
/// assert_eq!(page.etag(), Some(&ETag::from(7)));
/// assert!(!Representation::Missing.is_present());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "RFC 9110 knows these two states and these two validators, no more"
)]
pub enum Representation {
    /// There is none: a GET would be answered 404 or 410.
    #[default]
    Missing,
    /// There is one, with the validators that are known.
    Present {
        /// Its entity-tag, if known.
        etag: Option<ETag>,
        /// When it was last modified, if known.
        last_modified: Option<LastModified>,
    },
}

impl Representation {
    /// A representation of which no validator is known.
    #[must_use]
    #[inline]
    pub const fn present() -> Self {
        Self::Present {
            etag: None,
            last_modified: None,
        }
    }

    /// The same, with this entity-tag. What has a tag is present.
    #[must_use]
    #[inline]
    pub fn with_etag(self, etag: ETag) -> Self {
        Self::Present {
            last_modified: self.last_modified(),
            etag: Some(etag),
        }
    }

    /// The same, with this modification date. What has a date is present.
    #[must_use]
    #[inline]
    pub fn with_last_modified(self, last_modified: impl Into<LastModified>) -> Self {
        let last_modified = Some(last_modified.into());
        match self {
            Self::Missing => Self::Present {
                etag: None,
                last_modified,
            },
            Self::Present { etag, .. } => Self::Present {
                etag,
                last_modified,
            },
        }
    }

    /// Whether there is a representation.
    #[must_use]
    #[inline]
    pub const fn is_present(&self) -> bool {
        matches!(self, Self::Present { .. })
    }

    /// Its entity-tag, if it is present and the tag known.
    #[must_use]
    #[inline]
    pub const fn etag(&self) -> Option<&ETag> {
        match self {
            Self::Missing => None,
            Self::Present { etag, .. } => etag.as_ref(),
        }
    }

    /// When it was last modified, if it is present and the date known.
    #[must_use]
    #[inline]
    pub const fn last_modified(&self) -> Option<LastModified> {
        match self {
            Self::Missing => None,
            Self::Present { last_modified, .. } => *last_modified,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: LastModified = LastModified::from_unix_seconds(1);

    #[test]
    fn nothing_is_known_of_a_missing_representation() {
        let missing = Representation::default();
        assert_eq!(missing, Representation::Missing);
        assert_eq!((missing.etag(), missing.last_modified()), (None, None));
    }

    #[test]
    fn a_validator_makes_it_present_and_keeps_the_other_one() {
        let by_date = Representation::Missing.with_last_modified(DATE);
        assert!(by_date.is_present());
        let both = by_date.with_etag(ETag::from(1));
        assert_eq!(
            (both.etag(), both.last_modified()),
            (Some(&ETag::from(1)), Some(DATE))
        );
        let other_order = Representation::present()
            .with_etag(ETag::from(1))
            .with_last_modified(DATE);
        assert_eq!(both, other_order);
    }
}
