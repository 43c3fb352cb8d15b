//! The one place that reads the clock; the core takes "now" as an argument.

use std::time::SystemTime;

use conditional_core::LastModified;

/// The standard library's clocks panic on a target that has none.
pub(crate) const IS_THERE: bool = cfg!(not(all(target_family = "wasm", target_os = "unknown")));

/// The current second, where there is a clock.
pub(crate) fn now() -> Option<LastModified> {
    IS_THERE.then(|| LastModified::from(SystemTime::now()))
}
