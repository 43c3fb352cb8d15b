//! Modification dates (RFC 9110 §8.8.2).

mod conversions;
mod http_date;
#[cfg(feature = "serde")]
mod serde;

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
    ///
    /// ```
    /// use conditional_core::LastModified;
    ///
    /// let date = LastModified::from_unix_seconds(784_111_777);
    /// assert_eq!(date.to_string(), "Sun, 06 Nov 1994 08:49:37 GMT");
    /// let last = LastModified::from_unix_seconds(i64::MAX);
    /// assert_eq!(last.to_string(), "Fri, 31 Dec 9999 23:59:59 GMT");
    /// ```
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        match seconds {
            ..http_date::MIN => Self(http_date::MIN),
            http_date::MIN..=http_date::MAX => Self(seconds),
            _ => Self(http_date::MAX),
        }
    }

    /// The seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use conditional_core::LastModified;
    ///
    /// let date: LastModified = "Wed, 31 Dec 1969 23:59:59 GMT".parse()?;
    /// assert_eq!(date.unix_seconds(), -1);
    /// # Ok::<_, conditional_core::InvalidDate>(())
    /// ```
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// Reads an HTTP-date in any of its three forms (§5.6.7).
    ///
    /// `now` is called for the obsolete form of RFC 850 only, whose years have two digits: such a
    /// date is the latest one that exists and is not more than 50 years after `now`. Where `now` is
    /// `None`, as in [`str::parse`], the years 70 to 99 are those of the 1900s, the others of the
    /// 2000s.
    ///
    /// Names are case-sensitive. The day of the week must be one, but need not be the right one.
    /// A leap second, `:60`, counts as the second before it.
    ///
    /// ```
    /// use conditional_core::LastModified;
    ///
    /// let in_2026 = || Some(LastModified::from_unix_seconds(1_790_000_000));
    /// let date = LastModified::parse(b"Sunday, 06-Nov-94 08:49:37 GMT", in_2026)?;
    /// assert_eq!(date.to_string(), "Sun, 06 Nov 1994 08:49:37 GMT");
    /// # Ok::<_, conditional_core::InvalidDate>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text as a whole is not an HTTP-date.
    pub fn parse(text: &[u8], now: impl FnOnce() -> Option<Self>) -> Result<Self, InvalidDate> {
        let civil = match http_date::parse(text).ok_or(InvalidDate(()))? {
            Parsed::Date(civil) => civil,
            Parsed::WithinCentury(civil) => match now() {
                Some(now) => within_50_years(civil, now).ok_or(InvalidDate(()))?,
                None => with_pivot(civil),
            },
        };
        Ok(civil.into())
    }

    /// Whether the second of this date is over at `now`: until then, a further change may fall into
    /// it (RFC 9110 §8.8.2.2).
    ///
    /// `margin` is how many seconds the clock that gave this date and the one that gave `now` may
    /// differ by: the date's second counts as over only when it is that much older.
    ///
    /// ```
    /// use conditional_core::LastModified;
    ///
    /// let at = LastModified::from_unix_seconds;
    /// assert!(!at(100).is_over(at(100), 0));
    /// assert!(at(100).is_over(at(101), 0));
    /// assert!(!at(100).is_over(at(101), 1));
    /// ```
    #[must_use]
    pub const fn is_over(self, now: Self, margin: u32) -> bool {
        // Dates are too small for the sum to overflow.
        self.0 + (margin as i64) < now.0
    }

    /// Whether `bytes` are this date as we write it: the echo of our own `Last-Modified`.
    ///
    /// ```
    /// use conditional_core::LastModified;
    ///
    /// let date = LastModified::from_unix_seconds(784_111_777);
    /// assert!(date.matches_text(b"Sun, 06 Nov 1994 08:49:37 GMT"));
    /// // The same date in another form is not an echo.
    /// assert!(!date.matches_text(b"Sun Nov  6 08:49:37 1994"));
    /// ```
    #[must_use]
    pub fn matches_text(&self, bytes: &[u8]) -> bool {
        bytes.len() == http_date::IMF_LENGTH && bytes == http_date::render(self.0)
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
        Self::parse(text.as_bytes(), || None)
    }
}

impl fmt::Display for LastModified {
    /// Writes the date as IMF-fixdate, the only form that may be sent.
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
///
/// ```
/// use conditional_core::LastModified;
///
/// let error = "2026-11-20T10:00:00Z".parse::<LastModified>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "not an HTTP-date: write it as in `Sun, 06 Nov 1994 08:49:37 GMT`"
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDate(());

impl Error for InvalidDate {}

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an HTTP-date: write it as in `Sun, 06 Nov 1994 08:49:37 GMT`")
    }
}

/// The latest date with these two digits that exists and is not more than 50 years after `now`
/// (§5.6.7). In most centuries, the year 00 has no 29 February.
fn within_50_years(civil: Civil, now: LastModified) -> Option<Civil> {
    let now = Civil::from_seconds(now.0);
    let limit = Civil {
        year: now.year + 50,
        ..now
    };
    let this_century = limit.year - limit.year % 100;
    // A clock in the first century has no century before it.
    let centuries = [this_century, this_century.saturating_sub(100)];
    let candidates = centuries.map(|century| Civil {
        year: century + civil.year,
        ..civil
    });
    candidates
        .into_iter()
        .find(|date| *date <= limit && date.is_valid())
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
