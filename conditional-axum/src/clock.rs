//! The one place that reads the clock; the core takes "now" as an argument.

use std::time::SystemTime;

use conditional_core::LastModified;

/// The current second.
#[inline]
pub(crate) fn now() -> Option<LastModified> {
    Some(LastModified::from(SystemTime::now()))
}
