//! What can be mixed into a tag.

use std::borrow::Cow;
use std::io::Write as _;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::builder::{ETagBuilder, Escaped};
use crate::{etag::ETag, last_modified::LastModified};

/// A value that a tag may depend on.
///
/// # Example
///
/// ```
/// use conditional_core::{ETagBuilder, Escaped, Ingredient};
///
/// enum Theme {
///     Light,
///     Dark,
/// }
///
/// impl Ingredient for Theme {
///     fn add_to(&self, tag: &mut Escaped<'_>) {
///         tag.text(match self {
///             Self::Light => b"light",
///             Self::Dark => b"dark",
///         });
///     }
/// }
///
/// let dark = ETagBuilder::new().with(1_u8).with(Theme::Dark).strong();
/// assert_ne!(dark, ETagBuilder::new().with(1_u8).with(Theme::Light).strong());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be mixed into a tag",
    label = "not an `Ingredient`",
    note = "numbers, text, `bool`, times, `ETag` and `Option`s of them can; for other types implement `Ingredient`"
)]
pub trait Ingredient {
    /// Writes everything that tells this value from others of its type.
    fn add_to(&self, tag: &mut Escaped<'_>);

    /// The strong tag of a version that is this value alone; none where there is no value.
    fn to_etag(&self) -> Option<ETag> {
        let mut tag = ETagBuilder::new();
        tag.mix(self);
        Some(tag.strong())
    }
}

macro_rules! texts {
    ($($type:ty),*) => {$(
        impl Ingredient for $type {
            fn add_to(&self, tag: &mut Escaped<'_>) {
                tag.text(self.as_ref());
            }
        }
    )*};
}

texts!(str, String, [u8], Vec<u8>);

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl Ingredient for $type {
            fn add_to(&self, tag: &mut Escaped<'_>) {
                // Digits and the sign need no escape, and writing to a vector does not fail.
                let _ = write!(tag.text, "{self}");
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool);

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

impl<T: Ingredient> Ingredient for Option<T> {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        match self {
            Some(value) => value.add_to(tag),
            None => tag.nothing(),
        }
    }

    fn to_etag(&self) -> Option<ETag> {
        self.as_ref().and_then(T::to_etag)
    }
}

macro_rules! pointers {
    ($($type:ty),*) => {$(
        impl<T: Ingredient + ?Sized> Ingredient for $type {
            fn add_to(&self, tag: &mut Escaped<'_>) {
                (**self).add_to(tag);
            }

            fn to_etag(&self) -> Option<ETag> {
                (**self).to_etag()
            }
        }
    )*};
}

pointers!(&T, Box<T>, Arc<T>);

impl<T: Ingredient + ToOwned + ?Sized> Ingredient for Cow<'_, T> {
    fn add_to(&self, tag: &mut Escaped<'_>) {
        (**self).add_to(tag);
    }
}
