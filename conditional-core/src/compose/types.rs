//! The types that can be mixed into a tag as they are.

use std::{
    borrow::Cow,
    num::NonZero,
    rc::Rc,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use super::ingredient::{Escaped, Ingredient, tag_of_text};
use crate::{etag::ETag, last_modified::LastModified, octets::hex_digits};

macro_rules! texts {
    ($($type:ty)*) => {$(
        impl Ingredient for $type {
            fn add_to(&self, tag: &mut Escaped<'_>) {
                tag.text(self.as_ref());
            }

            /// The text as it stands where it is legal in a tag and has no `~`; else escaped. No two
            /// texts share a tag.
            fn to_etag(&self) -> Option<ETag> {
                Some(tag_of_text(self.as_ref()))
            }
        }
    )*};
}

texts!(str String [u8] Vec<u8>);

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl Ingredient for $type {
            fn add_to(&self, tag: &mut Escaped<'_>) {
                tag.display(self);
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool);
numbers!(NonZero<u8> NonZero<u16> NonZero<u32> NonZero<u64> NonZero<u128> NonZero<usize>);
numbers!(NonZero<i8> NonZero<i16> NonZero<i32> NonZero<i64> NonZero<i128> NonZero<isize>);

/// Hexadecimal digits, as databases show row versions.
impl<const N: usize> Ingredient for [u8; N] {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        for octet in self {
            tag.text(&hex_digits(*octet));
        }
    }
}

/// The usual text with hyphens, in lower case.
#[cfg(feature = "uuid")]
impl Ingredient for uuid::Uuid {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        tag.display(self);
    }
}

impl Ingredient for ETag {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        tag.text(self.as_bytes());
    }

    /// The tag itself.
    fn to_etag(&self) -> Option<ETag> {
        Some(self.clone())
    }
}

impl Ingredient for LastModified {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        self.unix_seconds().add_to(tag);
    }
}

/// Nanoseconds since 1970, negative before it.
impl Ingredient for SystemTime {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        match self.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_nanos().add_to(tag),
            Err(before) => {
                tag.text(b"-");
                before.duration().as_nanos().add_to(tag);
            }
        }
    }
}

#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone> Ingredient for chrono::DateTime<Tz> {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        self.timestamp().add_to(tag);
        tag.text(b"-");
        self.timestamp_subsec_nanos().add_to(tag);
    }
}

#[cfg(feature = "jiff")]
impl Ingredient for jiff::Timestamp {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        self.as_nanosecond().add_to(tag);
    }
}

#[cfg(feature = "time")]
impl Ingredient for time::OffsetDateTime {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        self.unix_timestamp_nanos().add_to(tag);
    }
}

/// `Some(value)` is written as `value` is, so that a column may become optional and keep its tags.
impl<T: Ingredient> Ingredient for Option<T> {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        match self {
            Some(value) => tag.optional(value),
            None => tag.nothing(),
        }
    }

    fn to_etag(&self) -> Option<ETag> {
        self.as_ref().and_then(T::to_etag)
    }
}

macro_rules! pointers {
    ($($type:ty: $bound:ident),* $(,)?) => {$(
        impl<T: Ingredient + $bound + ?Sized> Ingredient for $type {
            fn add_to(&self, tag: &mut Escaped<'_>) {
                (**self).add_to(tag);
            }

            fn to_etag(&self) -> Option<ETag> {
                (**self).to_etag()
            }
        }
    )*};
}

pointers!(&T: Ingredient, Box<T>: Ingredient, Rc<T>: Ingredient, Arc<T>: Ingredient, Cow<'_, T>: ToOwned);

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::compose::ETagBuilder;

    fn tag(ingredient: impl Ingredient) -> String {
        let etag = ingredient.to_etag().map(|etag| etag.to_string());
        etag.unwrap_or_else(|| "none".to_owned())
    }

    fn mixed(ingredient: impl Ingredient) -> String {
        ETagBuilder::new().with(ingredient).strong().to_string()
    }

    #[test]
    fn a_text_that_is_a_legal_tag_stands_as_it_is() {
        assert_eq!(tag("v1.2"), "\"v1.2\"");
        assert_eq!(tag("v1.2".to_owned()), "\"v1.2\"");
        assert_eq!(
            tag(Some("2026-11-20T10:00:00Z/3")),
            "\"2026-11-20T10:00:00Z/3\""
        );
        assert_eq!(tag("é"), "\"é\"");
        // In a tag of several parts the dot separates them.
        assert_eq!(mixed("v1.2"), "\"v1~2e2\"");
    }

    #[test]
    fn what_no_tag_may_hold_is_escaped_in_a_text_that_stands_alone() {
        assert_eq!(tag("a b"), "\"a~20b\"");
        assert_eq!(tag("a~b"), "\"a~7eb\"");
    }

    #[test]
    fn tags_and_dates_tell_their_mixtures_apart() {
        assert_ne!(mixed(ETag::from(1)), mixed(ETag::from(2)));
        assert_ne!(mixed(ETag::from(1)), mixed(ETag::from(1).into_weak()));
        let at = LastModified::from_unix_seconds;
        assert_ne!(mixed(at(1)), mixed(at(2)));
    }

    #[test]
    fn no_two_texts_share_a_tag() {
        let texts = [
            "v1.2", "v1~2e2", "v1~7e2e2", "a b", "a~20b", "a\"b", "a~22b", "~", "~~", "",
        ];
        for (index, text) in texts.iter().enumerate() {
            for other in &texts[..index] {
                assert_ne!(tag(text), tag(other), "{text} and {other}");
            }
        }
    }

    #[test]
    fn a_row_version_of_bytes_is_written_in_hexadecimal_digits() {
        let version: [u8; 8] = 2001_u64.to_be_bytes();
        assert_eq!(tag(version), "\"00000000000007d1\"");
        assert_eq!(mixed(version), tag(version));
    }

    #[test]
    fn a_number_that_is_never_zero_has_the_tag_of_the_number() {
        assert_eq!(NonZero::new(7_u64).to_etag(), Some(ETag::from(7)));
        assert_eq!(NonZero::new(-7_i32).to_etag(), Some(ETag::from(-7)));
    }

    #[cfg(feature = "uuid")]
    #[test]
    fn a_uuid_is_written_as_it_is_shown() {
        let id = uuid::Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);
        assert_eq!(tag(id), "\"67e55044-10b1-426f-9247-bb680e5fe0c8\"");
    }

    #[test]
    fn a_tag_is_itself_through_any_pointer() {
        let etag = ETag::weak("1").unwrap();
        let expected = Some(etag.clone());
        assert_eq!(etag.to_etag(), expected);
        assert_eq!(Cow::Borrowed(&etag).to_etag(), expected);
        assert_eq!(Cow::<ETag>::Owned(etag.clone()).to_etag(), expected);
        assert_eq!(Box::new(etag.clone()).to_etag(), expected);
        assert_eq!(Rc::new(etag.clone()).to_etag(), expected);
        assert_eq!(Arc::new(etag.clone()).to_etag(), expected);
        assert_eq!(mixed(Cow::Borrowed(&etag)), mixed(etag));
    }

    #[test]
    fn no_value_has_no_tag() {
        assert_eq!(None::<u64>.to_etag(), None);
        assert_eq!(Some(None::<u64>).to_etag(), None);
        assert_eq!(Some(7).to_etag(), Some(ETag::from(7)));
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn a_time_of_chrono_is_written_as_seconds_and_nanoseconds() {
        let time = chrono::DateTime::from_timestamp(784_111_777, 5).unwrap();
        assert_eq!(tag(time), "\"784111777-5\"");
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn a_time_of_jiff_is_written_as_nanoseconds() {
        let time = jiff::Timestamp::new(784_111_777, 5).unwrap();
        assert_eq!(tag(time), "\"784111777000000005\"");
    }

    #[cfg(feature = "time")]
    #[test]
    fn a_time_of_time_is_written_as_nanoseconds() {
        let time = time::OffsetDateTime::from_unix_timestamp_nanos(784_111_777_000_000_005);
        assert_eq!(tag(time.unwrap()), "\"784111777000000005\"");
    }

    #[test]
    fn a_time_before_1970_differs_from_the_time_as_long_after_it() {
        let second = Duration::from_secs(1);
        assert_eq!(tag(UNIX_EPOCH + second), "\"1000000000\"");
        assert_eq!(tag(UNIX_EPOCH - second), "\"-1000000000\"");
    }
}
