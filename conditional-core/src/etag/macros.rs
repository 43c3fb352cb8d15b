//! `etag_literal!`.

/// A constant [`ETag`](crate::ETag), checked at compile time: `etag_literal!("v1")` or `etag_literal!(weak "v1")`.
///
/// It adds the quotes that stand around a tag on the wire, so they cannot be forgotten.
///
/// ```
/// use conditional_core::{ETag, etag_literal};
///
/// assert_eq!(etag_literal!("v1"), ETag::strong("v1")?);
/// assert_eq!(etag_literal!(weak "v1"), ETag::weak("v1")?);
/// # Ok::<_, conditional_core::InvalidETag>(())
/// ```
///
/// A text that cannot be a tag does not compile:
///
/// ```compile_fail
/// conditional_core::etag_literal!("two words");
/// ```
#[macro_export]
macro_rules! etag_literal {
    ($opaque:literal) => {
        const { $crate::ETag::from_static(::core::concat!("\"", $opaque, "\"")) }
    };
    (weak $opaque:literal) => {
        const { $crate::ETag::from_static(::core::concat!("W/\"", $opaque, "\"")) }
    };
}
