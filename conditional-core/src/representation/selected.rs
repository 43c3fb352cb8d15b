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
#[non_exhaustive]
pub enum Representation {
    /// There is none: a GET would be answered 404 or 410.
    #[default]
    Missing,
    /// There is one, with the validators that are known.
    #[non_exhaustive]
    Present {
        /// Its entity-tag, if known.
        etag: Option<ETag>,
        /// When it was last modified, if known.
        last_modified: Option<LastModified>,
        /// The tags of the other current representations: see [`or_etag`](Self::or_etag).
        // Rare: a word in every representation instead of three.
        other_etags: Option<Box<Vec<ETag>>>,
    },
}

impl Representation {
    /// A representation of which no validator is known.
    ///
    /// ```
    /// use conditional_core::{ConditionalField, Decision, Fields, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static("*"))]);
    /// let fields = Fields::new(&Method::PUT, &headers);
    /// let refused = Decision::PreconditionFailed(ConditionalField::IfNoneMatch);
    /// assert_eq!(fields.evaluate(&Representation::present()), refused);
    /// assert_eq!(fields.evaluate(&Representation::Missing), Decision::Proceed);
    /// ```
    #[must_use]
    pub const fn present() -> Self {
        Self::with_validators(None, None)
    }

    /// A representation of which these validators are known, if any.
    ///
    /// ```
    /// use conditional_core::{ETag, Representation};
    ///
    /// let page = Representation::with_validators(Some(ETag::from(7)), None);
    /// assert_eq!(page, Representation::present().with_etag(ETag::from(7)));
    /// ```
    #[must_use]
    pub const fn with_validators(etag: Option<ETag>, last_modified: Option<LastModified>) -> Self {
        Self::Present {
            etag,
            last_modified,
            other_etags: None,
        }
    }

    /// The same, with this entity-tag. What has a tag is present.
    #[must_use]
    #[inline]
    pub fn with_etag(self, etag: ETag) -> Self {
        let etag = Some(etag);
        match self {
            Self::Missing => Self::with_validators(etag, None),
            Self::Present {
                last_modified,
                other_etags,
                ..
            } => Self::Present {
                etag,
                last_modified,
                other_etags,
            },
        }
    }

    /// The same, where the resource has a further current representation with this tag: the same
    /// data as CSV, say, beside the JSON that is selected. What has a tag is present.
    ///
    /// A write is to the resource, not to one representation of it: its precondition may name any of
    /// these tags. In reads, in `If-Range` and in answers only the selected representation's counts.
    ///
    /// ```
    /// use conditional_core::{ETag, Fields, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let table = Representation::present()
    ///     .with_etag(ETag::strong("7-json")?)
    ///     .or_etag(ETag::strong("7-csv")?);
    /// assert_eq!(table.other_etags(), [ETag::strong("7-csv")?]);
    ///
    /// let csv = HeaderValue::from_static("\"7-csv\"");
    /// let headers = HeaderMap::from_iter([(header::IF_MATCH, csv)]);
    /// assert!(Fields::new(&Method::PUT, &headers).evaluate(&table).is_proceed());
    /// # Ok::<_, conditional_core::InvalidETag>(())
    /// ```
    #[must_use]
    pub fn or_etag(mut self, etag: ETag) -> Self {
        if let Self::Missing = self {
            self = Self::present();
        }
        if let Self::Present { other_etags, .. } = &mut self {
            other_etags.get_or_insert_default().push(etag);
        }
        self
    }

    /// The same, with this modification date. What has a date is present.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    ///
    /// use conditional_core::{LastModified, Representation};
    ///
    /// let page = Representation::present().with_last_modified(UNIX_EPOCH);
    /// assert_eq!(page.last_modified(), Some(LastModified::from_unix_seconds(0)));
    /// ```
    #[must_use]
    pub fn with_last_modified(self, last_modified: impl Into<LastModified>) -> Self {
        let last_modified = Some(last_modified.into());
        match self {
            Self::Missing => Self::with_validators(None, last_modified),
            Self::Present {
                etag, other_etags, ..
            } => Self::Present {
                etag,
                last_modified,
                other_etags,
            },
        }
    }

    /// Whether there is a representation.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        matches!(self, Self::Present { .. })
    }

    /// Its entity-tag, if it is present and the tag known.
    #[must_use]
    pub const fn etag(&self) -> Option<&ETag> {
        match self {
            Self::Missing => None,
            Self::Present { etag, .. } => etag.as_ref(),
        }
    }

    /// The tags of the other current representations, added by [`or_etag`](Self::or_etag).
    #[must_use]
    #[inline]
    pub fn other_etags(&self) -> &[ETag] {
        match self {
            Self::Missing => &[],
            Self::Present { other_etags, .. } => other_etags.as_deref().map_or(&[], Vec::as_slice),
        }
    }

    /// When it was last modified, if it is present and the date known.
    #[must_use]
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
