//! Into and out of `LastModified`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderValue;

use super::{LastModified, http_date};
use crate::octets;

impl From<SystemTime> for LastModified {
    /// Floors to the second, also before 1970.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// use conditional_core::LastModified;
    ///
    /// let half_a_second = Duration::from_millis(500);
    /// assert_eq!(LastModified::from(UNIX_EPOCH + half_a_second).unix_seconds(), 0);
    /// assert_eq!(LastModified::from(UNIX_EPOCH - half_a_second).unix_seconds(), -1);
    /// ```
    fn from(time: SystemTime) -> Self {
        let seconds = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
            Err(before) => floor_before_epoch(before.duration()),
        };
        Self::from_unix_seconds(seconds)
    }
}

fn floor_before_epoch(before: Duration) -> i64 {
    let started = u64::from(before.subsec_nanos() > 0);
    i64::try_from(before.as_secs().saturating_add(started)).map_or(i64::MIN, i64::wrapping_neg)
}

impl From<LastModified> for SystemTime {
    /// The Unix epoch, where a `SystemTime` of this platform cannot hold the date.
    fn from(date: LastModified) -> Self {
        let distance = Duration::from_secs(date.unix_seconds().unsigned_abs());
        let time = if date.unix_seconds().is_negative() {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        };
        time.unwrap_or(UNIX_EPOCH)
    }
}

/// The value of a `Last-Modified` field, as IMF-fixdate.
impl From<LastModified> for HeaderValue {
    fn from(date: LastModified) -> Self {
        octets::header_value(&http_date::render(date.unix_seconds()))
    }
}

/// The value of a `Last-Modified` field, as IMF-fixdate.
impl From<&LastModified> for HeaderValue {
    fn from(date: &LastModified) -> Self {
        (*date).into()
    }
}

/// Floors to the second, whatever the zone; a `NaiveDateTime` has no zone: convert it with
/// `.and_utc()`.
#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone> From<chrono::DateTime<Tz>> for LastModified {
    fn from(time: chrono::DateTime<Tz>) -> Self {
        Self::from_unix_seconds(time.timestamp())
    }
}

/// Floors to the second, also before 1970.
#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for LastModified {
    fn from(time: jiff::Timestamp) -> Self {
        // `as_second` would round times before 1970 towards the future.
        let seconds = time.as_nanosecond().div_euclid(1_000_000_000);
        Self::from_unix_seconds(i64::try_from(seconds).unwrap_or_default())
    }
}

/// Floors to the second, whatever the offset.
#[cfg(feature = "time")]
impl From<time::OffsetDateTime> for LastModified {
    fn from(time: time::OffsetDateTime) -> Self {
        Self::from_unix_seconds(time.unix_timestamp())
    }
}
