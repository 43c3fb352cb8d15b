//! Into and out of `ETag`: header values, text, version numbers.

use std::{fmt::Display, io::Write as _, str::FromStr};

use http::HeaderValue;

use super::{ETag, InvalidETag, check};

impl FromStr for ETag {
    type Err = InvalidETag;

    /// Reads the full text of a tag, `"v1"` or `W/"v1"`.
    ///
    /// ```
    /// use conditional_core::ETag;
    ///
    /// assert_eq!("W/\"v1\"".parse(), ETag::weak("v1"));
    /// assert!("v1".parse::<ETag>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        check(text.as_bytes())?;
        Ok(Self::from_wire(text.as_bytes()))
    }
}

impl TryFrom<HeaderValue> for ETag {
    type Error = InvalidETag;

    /// Takes the value over; nothing is copied.
    fn try_from(value: HeaderValue) -> Result<Self, Self::Error> {
        check(value.as_bytes())?;
        Ok(Self(value))
    }
}

impl TryFrom<&HeaderValue> for ETag {
    type Error = InvalidETag;

    /// Shares the value; nothing is copied.
    fn try_from(value: &HeaderValue) -> Result<Self, Self::Error> {
        check(value.as_bytes())?;
        Ok(Self(value.clone()))
    }
}

/// The value of an `ETag` field; the text is shared.
impl From<ETag> for HeaderValue {
    #[inline]
    fn from(etag: ETag) -> Self {
        etag.0
    }
}

/// The value of an `ETag` field; the text is shared.
impl From<&ETag> for HeaderValue {
    #[inline]
    fn from(etag: &ETag) -> Self {
        etag.0.clone()
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        /// A strong tag from a version number: 42 becomes `"42"`.
        ///
        /// ```
        /// use conditional_core::ETag;
        ///
        /// assert_eq!(ETag::from(42), ETag::strong("42")?);
        /// # Ok::<_, conditional_core::InvalidETag>(())
        /// ```
        impl From<$integer> for ETag {
            fn from(version: $integer) -> Self {
                from_number(&version)
            }
        }
    )*};
}

// Not generic: compiled once for all integers.
fn from_number(version: &dyn Display) -> ETag {
    let mut text = [0; LONGEST];
    let mut rest = text.as_mut_slice();
    // Writing to a slice fails only when it is full, which `LONGEST` rules out.
    let _ = write!(rest, "\"{version}\"");
    let unused = rest.len();
    ETag::from_wire(text.split_at(LONGEST - unused).0)
}

/// The length of `"-170141183460469231731687303715884105728"`.
const LONGEST: usize = 42;

from_integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
