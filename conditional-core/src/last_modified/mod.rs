//! Modification dates (RFC 9110 §8.8.2).

mod conversions;
mod http_date;

use std::{error::Error, fmt, str::FromStr};

use self::http_date::{Civil, Parsed};

/// When a representation was last modified, in whole seconds.
///
/// HTTP-dates have no fractions: a finer time is floored, towards the past, and one outside of the
/// years 1 to 9999, which no HTTP-date can name, becomes the nearest that can. Nothing panics.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
///
/// use conditional_core::LastModified;
///
/// let saved = LastModified::from(UNIX_EPOCH + Duration::from_millis(784_111_777_900));
/// assert_eq!(saved.to_string(), "Sun, 06 Nov 1994 08:49:37 GMT");
/// assert_eq!("Sun Nov  6 08:49:37 1994".parse(), Ok(saved));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LastModified(i64);

impl LastModified {
    /// The time this many seconds after 1970-01-01T00:00:00Z, or before it if negative.
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        if seconds < http_date::MIN {
            Self(http_date::MIN)
        } else if seconds > http_date::MAX {
            Self(http_date::MAX)
        } else {
            Self(seconds)
        }
    }

    /// The seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// Reads an HTTP-date in any of its three forms (§5.6.7).
    ///
    /// `now` is called for the obsolete form of RFC 850 only, whose years have two digits: such a
    /// date is the latest one that is not more than 50 years after `now`. [`str::parse`] does
    /// without a clock: there the years 70 to 99 are those of the 1900s, the others of the 2000s.
    ///
    /// Names are case-sensitive. The day of the week must be one, but need not be the right one.
    /// A leap second, `:60`, counts as the second before it.
    ///
    /// ```
    /// use conditional_core::LastModified;
    ///
    /// let in_2026 = || LastModified::from_unix_seconds(1_790_000_000);
    /// let date = LastModified::parse(b"Sunday, 06-Nov-94 08:49:37 GMT", in_2026)?;
    /// assert_eq!(date.to_string(), "Sun, 06 Nov 1994 08:49:37 GMT");
    /// # Ok::<_, conditional_core::InvalidDate>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is no HTTP-date, the whole of it.
    pub fn parse(text: &[u8], now: impl FnOnce() -> Self) -> Result<Self, InvalidDate> {
        match http_date::parse(text).ok_or(InvalidDate(()))? {
            Parsed::Date(civil) => Ok(civil.into()),
            Parsed::WithinCentury(civil) => Ok(within_50_years(civil, now()).into()),
        }
    }

    /// Whether `bytes` are this date as we write it: the echo of our own `Last-Modified`.
    #[must_use]
    pub fn matches_text(&self, bytes: &[u8]) -> bool {
        bytes.len() == http_date::IMF_LENGTH && bytes == http_date::render(self.0)
    }

    /// The time read without a clock, if `text` is an HTTP-date.
    pub(crate) fn parse_by_pivot(text: &[u8]) -> Option<Self> {
        match http_date::parse(text)? {
            Parsed::Date(civil) => Some(civil.into()),
            Parsed::WithinCentury(civil) => Some(with_pivot(civil).into()),
        }
    }
}

impl From<Civil> for LastModified {
    fn from(civil: Civil) -> Self {
        Self::from_unix_seconds(civil.to_seconds())
    }
}

impl FromStr for LastModified {
    type Err = InvalidDate;

    /// Reads an HTTP-date without a clock: see [`LastModified::parse`].
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse_by_pivot(text.as_bytes()).ok_or(InvalidDate(()))
    }
}

impl fmt::Display for LastModified {
    /// Writes the date as IMF-fixdate, the one form that is to be sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&String::from_utf8_lossy(&http_date::render(self.0)))
    }
}

impl fmt::Debug for LastModified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LastModified({self})")
    }
}

/// The text is not an HTTP-date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDate(());

impl Error for InvalidDate {}

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an HTTP-date: write it as in `Sun, 06 Nov 1994 08:49:37 GMT`")
    }
}

/// The latest date with these two digits that is not more than 50 years after `now` (§5.6.7).
fn within_50_years(civil: Civil, now: LastModified) -> Civil {
    let now = Civil::from_seconds(now.0);
    let limit = Civil {
        year: now.year + 50,
        ..now
    };
    let latest = Civil {
        year: limit.year - limit.year.rem_euclid(100) + civil.year,
        ..civil
    };
    if latest > limit {
        Civil {
            // A clock in the first century has no century before it.
            year: latest.year.saturating_sub(100),
            ..latest
        }
    } else {
        latest
    }
}

fn with_pivot(civil: Civil) -> Civil {
    let century = if civil.year >= 70 { 1900 } else { 2000 };
    Civil {
        year: century + civil.year,
        ..civil
    }
}

#[cfg(test)]
mod tests;
