//! What is wrong with a text that is not a `Cache-Control` value.

use std::{error::Error, fmt};

/// The text is not a valid `Cache-Control` value.
///
/// The message says at which byte, and what to write.
///
/// ```
/// use conditional_core::CacheControl;
///
/// let error = "public, max-age".parse::<CacheControl>().unwrap_err();
/// assert_eq!(error.to_string(), "at byte 8: max-age needs seconds, as in max-age=60");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCacheControl(Fault);

impl From<Fault> for InvalidCacheControl {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl Error for InvalidCacheControl {}

impl fmt::Display for InvalidCacheControl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.0.at, self.0.advice)
    }
}

/// Where, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) advice: &'static str,
}
