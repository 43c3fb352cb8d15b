//! Seconds since the epoch to and from the proleptic Gregorian calendar, in UTC.

/// 0001-01-01T00:00:00, the first second that four digits of a year can name.
pub(crate) const MIN: i64 = -62_135_596_800;

/// 9999-12-31T23:59:59, the last one.
pub(crate) const MAX: i64 = 253_402_300_799;

const SECONDS_PER_DAY: i64 = 86_400;

/// The years repeat, weekdays included, after 400 of them.
const DAYS_PER_ERA: i64 = 146_097;

/// From 0000-03-01 to 1970-01-01.
const DAYS_BEFORE_EPOCH: i64 = 719_468;

/// A date and time of day. The order of the fields makes comparing two compare the times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
}

impl Civil {
    pub(crate) const fn from_seconds(seconds: i64) -> Self {
        let (year, month, day) = date_of(seconds.div_euclid(SECONDS_PER_DAY));
        let time = seconds.rem_euclid(SECONDS_PER_DAY);
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
        let days = days_until(self.year, self.month, self.day);
        days * SECONDS_PER_DAY + self.hour * 3600 + self.minute * 60 + self.second
    }

    /// Whether such a day and time exist.
    pub(crate) const fn is_valid(self) -> bool {
        1 <= self.day
            && self.day <= days_in_month(self.year, self.month)
            && self.hour < 24
            && self.minute < 60
            && self.second < 60
    }
}

/// The days since a Monday before all dates, modulo 7.
pub(super) const fn weekday(seconds: i64) -> i64 {
    // 1970-01-01 was a Thursday.
    (seconds.div_euclid(SECONDS_PER_DAY) + 3).rem_euclid(7)
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The days from the epoch to this date.
///
/// Years are counted from March, which puts the leap day last: then the months' lengths follow one
/// formula, and the years' one as well.
const fn days_until(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + days_until_month(months_since_march(month)) + day
        - 1
        - DAYS_BEFORE_EPOCH
}

/// The date this many days after the epoch: [`days_until`] turned round.
const fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_BEFORE_EPOCH;
    let day_of_era = days.rem_euclid(DAYS_PER_ERA);
    let leap_days = day_of_era / 1460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let since_march = (5 * day_of_year + 2) / 153;
    let month = if since_march < 10 {
        since_march + 3
    } else {
        since_march - 9
    };
    let year = year_of_era + days.div_euclid(DAYS_PER_ERA) * 400;
    let year = if month <= 2 { year + 1 } else { year };
    (year, month, day_of_year - days_until_month(since_march) + 1)
}

const fn months_since_march(month: i64) -> i64 {
    if month > 2 { month - 3 } else { month + 9 }
}

/// 0, 31, 61, 92, 122, 153, …: five months have 153 days.
const fn days_until_month(since_march: i64) -> i64 {
    (153 * since_march + 2) / 5
}
