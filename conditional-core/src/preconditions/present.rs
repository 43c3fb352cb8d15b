//! Which of the five conditional fields a request has.

use std::num::NonZeroU8;

use http::{HeaderMap, header};

use super::field::ConditionalField::{
    self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince,
};

/// Which of the five conditional fields a request has, whatever they say.
///
/// It takes one octet, so it can be kept where [`Fields`](crate::Fields) cannot, which borrow the
/// request.
///
/// Not public API: `conditional-axum` uses it, and it may change in any release.
///
/// ```
/// use conditional_core::{ConditionalField, Present};
/// use http::{HeaderMap, HeaderValue, header};
///
/// let headers = HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_static("*"))]);
/// let present = Present::among(&headers);
/// assert!(present.has(ConditionalField::IfMatch));
/// assert!(!present.has(ConditionalField::IfNoneMatch));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present(
    /// A bit for each field; the first is always set, so that an `Option` takes no more room.
    NonZeroU8,
);

impl Present {
    /// None of them.
    pub(super) const NONE: Self = Self(NonZeroU8::MIN);

    /// Finds them by their names alone, which takes less than to look each of the five up.
    #[must_use]
    pub fn among(headers: &HeaderMap) -> Self {
        headers.keys().fold(Self::NONE, |found, name| {
            let field = match *name {
                header::IF_MATCH => IfMatch,
                header::IF_UNMODIFIED_SINCE => IfUnmodifiedSince,
                header::IF_NONE_MATCH => IfNoneMatch,
                header::IF_MODIFIED_SINCE => IfModifiedSince,
                header::IF_RANGE => IfRange,
                _ => return found,
            };
            found.with(field)
        })
    }

    /// Whether the field is one of them.
    #[must_use]
    pub const fn has(self, field: ConditionalField) -> bool {
        self.0.get() & bit(field) != 0
    }

    /// Whether there is anything to decide before the method is performed: `If-Range` alone only
    /// chooses between 206 and 200 (RFC 9110 §13.1.5).
    #[must_use]
    pub const fn decides(self) -> bool {
        self.0.get() & DECIDED != 0
    }

    pub(super) fn with(self, field: ConditionalField) -> Self {
        Self(self.0 | bit(field))
    }
}

/// The fields of steps 1 to 4.
const DECIDED: u8 = bit(IfMatch) | bit(IfUnmodifiedSince) | bit(IfNoneMatch) | bit(IfModifiedSince);

const fn bit(field: ConditionalField) -> u8 {
    2 << field as u8
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn only_the_fields_that_are_there_are_present() {
        let all = [
            IfMatch,
            IfUnmodifiedSince,
            IfNoneMatch,
            IfModifiedSince,
            IfRange,
        ];
        for field in all {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_static("bytes=0-"));
            headers.insert(field.header_name(), HeaderValue::from_static(""));
            let present = Present::among(&headers);
            assert_eq!(
                all.map(|other| present.has(other)),
                all.map(|other| other == field)
            );
            assert_eq!(present.decides(), field != IfRange, "{field}");
        }
    }
}
