//! Seconds since the epoch to and from the proleptic Gregorian calendar, in UTC.

/// 0001-01-01T00:00:00, the first second that four digits of a year can name.
pub(crate) const MIN: i64 = -62_135_596_800;

/// 9999-12-31T23:59:59, the last one.
pub(crate) const MAX: i64 = 253_402_300_799;

const SECONDS_PER_DAY: i64 = 86_400;

/// The years repeat, weekdays included, after 400 of them.
const DAYS_PER_ERA: u32 = 146_097;

/// From 0000-03-01 to 1970-01-01. Days are counted from there, so that none is negative.
const DAYS_BEFORE_EPOCH: i64 = 719_468;

/// A date and time of day. The order of the fields makes comparing two compare the times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Civil {
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
}

impl Civil {
    pub(crate) const fn from_seconds(seconds: i64) -> Self {
        let (days, time) = split(seconds);
        let (year, month, day) = date_of(days);
        Self {
            year,
            month,
            day,
            hour: time / 3600,
            minute: time / 60 % 60,
            second: time % 60,
        }
    }

    pub(crate) const fn to_seconds(self) -> i64 {
        // An era later, since `0000` can be written and its January belongs to the year before.
        let days = days_until(self.year + 400, self.month, self.day) as i64;
        let time = self.hour * 3600 + self.minute * 60 + self.second;
        (days - DAYS_PER_ERA as i64 - DAYS_BEFORE_EPOCH) * SECONDS_PER_DAY + time as i64
    }

    /// Whether such a day and time exist.
    pub(crate) const fn is_valid(self) -> bool {
        1 <= self.day
            && (self.day <= 28 || self.day <= days_in_month(self.year, self.month))
            && self.hour <= 23
            && self.minute <= 59
            && self.second <= 59
    }
}

/// The days since 0000-03-01 and the seconds of the day, for a time between [`MIN`] and [`MAX`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the years 1 to 9999 have less than 2^22 days, all after 0000-03-01"
)]
const fn split(seconds: i64) -> (u32, u32) {
    let since = (seconds + DAYS_BEFORE_EPOCH * SECONDS_PER_DAY) as u64;
    let per_day = SECONDS_PER_DAY as u64;
    ((since / per_day) as u32, (since % per_day) as u32)
}

/// The days since a Monday, modulo 7.
pub(super) const fn weekday(seconds: i64) -> u32 {
    // 0000-03-01 was a Wednesday.
    (split(seconds).0 + 2) % 7
}

const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The days from 0000-03-01 to this date.
///
/// Years are counted from March, which puts the leap day last: then the months' lengths follow one
/// formula, and the years' one as well.
const fn days_until(year: u32, month: u32, day: u32) -> u32 {
    let year = if month <= 2 { year - 1 } else { year };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + days_until_month(months_since_march(month)) + day - 1
}

/// The date this many days after 0000-03-01: [`days_until`] turned round.
const fn date_of(days: u32) -> (u32, u32, u32) {
    let day_of_era = days % DAYS_PER_ERA;
    let leap_days = day_of_era / 1460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let since_march = (5 * day_of_year + 2) / 153;
    let month = if since_march < 10 {
        since_march + 3
    } else {
        since_march - 9
    };
    let year = year_of_era + days / DAYS_PER_ERA * 400;
    let year = if month <= 2 { year + 1 } else { year };
    (year, month, day_of_year - days_until_month(since_march) + 1)
}

const fn months_since_march(month: u32) -> u32 {
    if month > 2 { month - 3 } else { month + 9 }
}

/// 0, 31, 61, 92, 122, 153, …: five months have 153 days.
const fn days_until_month(since_march: u32) -> u32 {
    (153 * since_march + 2) / 5
}
