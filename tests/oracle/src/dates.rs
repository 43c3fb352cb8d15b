//! HTTP-dates (§5.6.7) as the crate `httpdate` reads them, and where the toolkit reads them
//! otherwise on purpose.
//!
//! A deviation is written as what it makes of the text before `httpdate` is asked; so both must agree
//! on everything else in it.

use std::time::{Duration, UNIX_EPOCH};

/// One declared deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deviation {
    /// `httpdate` knows no date before 1970: an `If-Unmodified-Since` of 1969 would be dropped, and
    /// the write go through.
    Before1970,
    /// §5.6.7 allows for the leap second, `:60`; it is read as the second before it.
    LeapSecond,
    /// The day of the week must be one, but need not be the right one: the date says it all, and the
    /// RFC asks nobody to check.
    WrongWeekday,
    /// White space is no part of a field's value (§5.5): it is taken off before a date is read.
    Padded,
    /// `httpdate` takes any octet between the date and the time of the form of RFC 850.
    AnySeparator,
    /// The year 0000 can be written, but no [`LastModified`](conditional_core::LastModified) is before
    /// the year 1: it is read as the first second of that one.
    YearZero,
}

impl Deviation {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Before1970,
        Self::LeapSecond,
        Self::WrongWeekday,
        Self::Padded,
        Self::AnySeparator,
        Self::YearZero,
    ];
}

/// What `httpdate` reads, in seconds since 1970.
#[must_use]
pub fn by_httpdate(text: &str) -> Option<i64> {
    let time = httpdate::parse_http_date(text).ok()?;
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// The deviations that let us read this text as `ours`, where `httpdate` alone would not; `None` if
/// they do not let us.
#[must_use]
pub fn declared(ours: Option<i64>, text: &str) -> Option<Vec<Deviation>> {
    if by_httpdate(text) == ours {
        return Some(Vec::new());
    }
    let Some(seconds) = ours else {
        return not_for_us(text).map(|deviation| vec![deviation]);
    };
    let mut used = Vec::new();
    let (mut text, mut seconds) = (text.to_owned(), seconds);
    if seconds < 0 {
        let is_year_zero = text.contains("0000") && seconds == FIRST;
        text = with_later_year(&text)?;
        seconds += LATER_SECONDS;
        used.push(Deviation::Before1970);
        if is_year_zero {
            let text = text.replacen(":60", ":59", 1);
            let renamed = |day| by_httpdate(&with_weekday(&text, day)?);
            seconds = WEEKDAYS.iter().find_map(renamed)?;
            used.push(Deviation::YearZero);
        }
    }
    if text.contains(":60") {
        text = text.replacen(":60", ":59", 1);
        used.push(Deviation::LeapSecond);
    }
    if by_httpdate(&text).is_none() {
        text = with_right_weekday(&text, seconds)?;
        used.push(Deviation::WrongWeekday);
    }
    (by_httpdate(&text) == Some(seconds)).then_some(used)
}

/// Why we do not take a text that `httpdate` takes.
fn not_for_us(text: &str) -> Option<Deviation> {
    if text.trim() != text {
        return Some(Deviation::Padded);
    }
    let (_, date) = text.split_once(", ")?;
    let separator = date.as_bytes().get("06-Nov-94".len())?;
    (date.len() == 22 && *separator != b' ').then_some(Deviation::AnySeparator)
}

/// The calendar repeats, weekdays included, after 400 years, and so after 2000.
const LATER_SECONDS: i64 = 5 * 146_097 * 86_400;

/// 0001-01-01T00:00:00
const FIRST: i64 = -62_135_596_800;

/// The same date 2000 years later, whatever form it has.
fn with_later_year(text: &str) -> Option<String> {
    let at = match text.as_bytes() {
        [_, _, _, b',', ..] => 12,
        _ => text.len().checked_sub(4)?,
    };
    let (before, rest) = text.split_at_checked(at)?;
    let (year, after) = rest.split_at_checked(4)?;
    let year: u32 = year.parse().ok()?;
    Some(format!("{before}{}{after}", year + 2000))
}

/// The same text with the weekday that this time has.
fn with_right_weekday(text: &str, seconds: i64) -> Option<String> {
    let time = UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).ok()?);
    let right = httpdate::fmt_http_date(time);
    let day = WEEKDAYS.iter().find(|day| right.starts_with(day.short))?;
    with_weekday(text, day)
}

/// The same text with this weekday, in the length that it has.
fn with_weekday(text: &str, day: &Weekday) -> Option<String> {
    let named = WEEKDAYS.iter().find(|day| text.starts_with(day.short))?;
    Some(match text.strip_prefix(named.long) {
        Some(rest) => format!("{}{rest}", day.long),
        None => format!("{}{}", day.short, text.strip_prefix(named.short)?),
    })
}

struct Weekday {
    short: &'static str,
    long: &'static str,
}

const WEEKDAYS: [Weekday; 7] = [
    weekday("Mon", "Monday"),
    weekday("Tue", "Tuesday"),
    weekday("Wed", "Wednesday"),
    weekday("Thu", "Thursday"),
    weekday("Fri", "Friday"),
    weekday("Sat", "Saturday"),
    weekday("Sun", "Sunday"),
];

const fn weekday(short: &'static str, long: &'static str) -> Weekday {
    Weekday { short, long }
}
