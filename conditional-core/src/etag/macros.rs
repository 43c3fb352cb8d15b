//! `etag!`.

/// A constant [`ETag`](crate::ETag), checked at compile time: `etag!("v1")` or `etag!(weak "v1")`.
///
/// The quotes of the wire are added.
///
/// ```
/// use conditional_core::{ETag, etag};
///
/// assert_eq!(etag!("v1"), ETag::strong("v1")?);
/// assert_eq!(etag!(weak "v1"), ETag::weak("v1")?);
/// # Ok::<_, conditional_core::InvalidETag>(())
/// ```
///
/// What is no tag does not compile:
///
/// ```compile_fail
/// conditional_core::etag!("two words");
/// ```
#[macro_export]
macro_rules! etag {
    ($opaque:literal) => {
        const { $crate::ETag::from_static(::core::concat!("\"", $opaque, "\"")) }
    };
    (weak $opaque:literal) => {
        const { $crate::ETag::from_static(::core::concat!("W/\"", $opaque, "\"")) }
    };
}
