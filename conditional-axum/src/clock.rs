//! The one place that reads the clock; the core takes "now" as an argument.

use conditional_core::LastModified;

/// The current second.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
#[expect(clippy::unnecessary_wraps, reason = "there is none on another target")]
pub(crate) fn now() -> Option<LastModified> {
    Some(LastModified::from(std::time::SystemTime::now()))
}

/// There is no clock on this target: the standard library's panics.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) const fn now() -> Option<LastModified> {
    None
}
