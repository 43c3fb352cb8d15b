//! Into and out of `ETag`: header values, text, version numbers.

use std::{fmt::Display, str::FromStr};

use http::HeaderValue;

use super::{ETag, InvalidETag, check, is_etag};

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
        check_value(&value)?;
        Ok(Self(value))
    }
}

impl TryFrom<&HeaderValue> for ETag {
    type Error = InvalidETag;

    /// Shares the value; nothing is copied.
    fn try_from(value: &HeaderValue) -> Result<Self, Self::Error> {
        check_value(value)?;
        Ok(Self(value.clone()))
    }
}

/// Of most values it need not be told where they are wrong.
fn check_value(value: &HeaderValue) -> Result<(), InvalidETag> {
    let text = value.as_bytes();
    if is_etag(text) {
        return Ok(());
    }
    Ok(check(text)?)
}

/// The value of an `ETag` field; the text is shared.
impl From<ETag> for HeaderValue {
    fn from(etag: ETag) -> Self {
        etag.0
    }
}

/// The value of an `ETag` field; the text is shared.
impl From<&ETag> for HeaderValue {
    fn from(etag: &ETag) -> Self {
        etag.0.clone()
    }
}

macro_rules! from_integers {
    ($sign:ident: $($integer:ty)*) => {$(
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
                from_integers!($sign version)
            }
        }
    )*};
    (unsigned $version:ident) => {
        from_number(false, $version)
    };
    (signed $version:ident) => {
        from_number($version.is_negative(), $version.unsigned_abs())
    };
}

fn from_number(is_negative: bool, magnitude: impl TryInto<u64> + Copy + Display) -> ETag {
    match magnitude.try_into() {
        Ok(magnitude) => from_digits(is_negative, magnitude),
        Err(_) => from_large(is_negative, &magnitude),
    }
}

// A tag is made of each row that is looked at: written from the last digit to the first, without
// what the general formatting does for widths and signs.
fn from_digits(is_negative: bool, mut rest: u64) -> ETag {
    let mut text = [b'"'; LONGEST];
    // The quotes stand there already.
    let mut length = 1;
    let mut octets = text.iter_mut().rev().skip(1);
    let mut put = |octet| {
        if let Some(place) = octets.next() {
            *place = octet;
        }
        length += 1;
    };
    loop {
        let [digit, ..] = (rest % 10).to_le_bytes();
        put(b'0' + digit);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if is_negative {
        put(b'-');
    }
    ETag::from_wire(text.split_at(LONGEST - length - 1).1)
}

fn from_large(is_negative: bool, magnitude: &dyn Display) -> ETag {
    let sign = if is_negative { "-" } else { "" };
    ETag::from_wire(format!("\"{sign}{magnitude}\"").as_bytes())
}

/// The length of `"-18446744073709551615"`.
const LONGEST: usize = 23;

from_integers!(unsigned: u8 u16 u32 u64 u128 usize);
from_integers!(signed: i8 i16 i32 i64 i128 isize);
