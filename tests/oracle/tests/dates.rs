//! HTTP-dates (§5.6.7) beside `httpdate`, and beside a calendar that counts every single day.

#![expect(clippy::expect_used, reason = "what does not hold fails the test")]

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use conditional_core::LastModified;
use conditional_oracle::dates::{self, Deviation};

const DAY: i64 = 86_400;

fn by_us(text: &str) -> Option<i64> {
    text.parse().ok().map(LastModified::unix_seconds)
}

const DATES: [&str; 12] = [
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "Tue, 29 Feb 2000 23:59:59 GMT",
    "Tuesday, 29-Feb-00 23:59:59 GMT",
    "Tue Feb 29 23:59:59 2000",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Thursday, 01-Jan-70 00:00:00 GMT",
    "Thu Jan  1 00:00:00 1970",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Wednesday, 31-Dec-69 23:59:59 GMT",
    "Fri Dec 31 23:59:59 9999",
];

#[test]
fn one_octet_changed_added_or_taken_is_read_as_httpdate_reads_it() {
    let mut seen = BTreeSet::new();
    for date in DATES {
        compare(date, &mut seen);
        for at in 0..=date.len() {
            let (before, after) = date.split_at(at);
            let rest = after.get(1..).unwrap_or_default();
            compare(&format!("{before}{rest}"), &mut seen);
            for octet in ' '..='~' {
                compare(&format!("{before}{octet}{after}"), &mut seen);
                compare(&format!("{before}{octet}{rest}"), &mut seen);
            }
        }
    }
    assert!(
        seen.iter().eq(&Deviation::ALL),
        "not all are needed: {seen:?}"
    );
}

#[test]
fn two_octets_changed_are_read_as_httpdate_reads_them() {
    let mut seen = BTreeSet::new();
    for date in DATES {
        for first in 0..date.len() {
            for second in first + 1..date.len() {
                for a in "0269: GMNS,-".chars() {
                    for b in "0369: TVeb,-".chars() {
                        let mut octets: Vec<char> = date.chars().collect();
                        octets.iter_mut().skip(first).take(1).for_each(|c| *c = a);
                        octets.iter_mut().skip(second).take(1).for_each(|c| *c = b);
                        compare(&octets.iter().collect::<String>(), &mut seen);
                    }
                }
            }
        }
    }
}

fn compare(text: &str, seen: &mut BTreeSet<Deviation>) {
    let ours = by_us(text);
    let declared = dates::declared(ours, text);
    let theirs = dates::by_httpdate(text);
    assert!(
        declared.is_some(),
        "{ours:?}, httpdate {theirs:?}: {text:?}"
    );
    seen.extend(declared.into_iter().flatten());
}

#[test]
fn every_day_of_9999_years_is_written_and_read_as_the_calendar_counts_it() {
    let mut day = Day::FIRST;
    let mut seconds = -719_162 * DAY;
    while day.year <= 9999 {
        let text = day.imf_fixdate();
        let date = LastModified::from_unix_seconds(seconds);
        assert_eq!(date.to_string(), text);
        assert_eq!(by_us(&text), Some(seconds), "{text}");
        if seconds >= 0 {
            let time = UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs());
            assert_eq!(httpdate::fmt_http_date(time), text);
            assert_eq!(SystemTime::from(date), time);
        }
        day = day.next();
        seconds += DAY;
    }
}

#[test]
fn every_second_of_a_day_is_written_and_read() {
    for second in 0..DAY {
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let text = format!(
            "Sun, 06 Nov 1994 {hour:02}:{minute:02}:{:02} GMT",
            second % 60
        );
        let expected = 784_080_000 + second;
        assert_eq!(by_us(&text), Some(expected), "{text}");
        let date = LastModified::from_unix_seconds(expected);
        assert_eq!(date.to_string(), text);
    }
}

#[test]
fn a_year_of_two_digits_is_at_most_fifty_years_ahead_of_any_clock() {
    for year in 1970..=2200_i64 {
        let now = new_year(year);
        for digits in 0..100 {
            let text = format!("Monday, 01-Jan-{digits:02} 00:00:00 GMT");
            let clock = || Some(LastModified::from_unix_seconds(now));
            let date = LastModified::parse(text.as_bytes(), clock).expect("a date");
            // §5.6.7: "recipients of a timestamp value in rfc850-date format, which uses a two-digit
            // year, MUST interpret a timestamp that appears to be more than 50 years in the future as
            // representing the most recent year in the past that had the same last two digits."
            let candidates = (year - 49..=year + 50).filter(|year| year % 100 == digits);
            let expected: Vec<i64> = candidates.map(new_year).collect();
            assert_eq!([date.unix_seconds()], expected[..], "{text} in {year}");
        }
    }
}

/// Its first second, counted year by year.
fn new_year(year: i64) -> i64 {
    let length = |year| if is_leap(year) { 366 } else { 365 };
    let after: i64 = (1970..year).map(length).sum();
    let before: i64 = (year..1970).map(length).sum();
    (after - before) * DAY
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

#[derive(Clone, Copy)]
struct Day {
    year: i64,
    month: usize,
    date: i64,
    weekday: usize,
}

impl Day {
    /// 0001-01-01 was a Monday.
    const FIRST: Self = Self {
        year: 1,
        month: 0,
        date: 1,
        weekday: 0,
    };

    fn next(self) -> Self {
        let weekday = (self.weekday + 1) % 7;
        let (year, month, date) = match (self.month, self.date) {
            (11, 31) => (self.year + 1, 0, 1),
            (month, date) if date == self.days_in_month() => (self.year, month + 1, 1),
            (month, date) => (self.year, month, date + 1),
        };
        Self {
            year,
            month,
            date,
            weekday,
        }
    }

    fn days_in_month(self) -> i64 {
        match self.month {
            1 if is_leap(self.year) => 29,
            1 => 28,
            3 | 5 | 8 | 10 => 30,
            _ => 31,
        }
    }

    fn imf_fixdate(self) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let weekday = days.get(self.weekday).expect("a day");
        let month = months.get(self.month).expect("a month");
        let Self { year, date, .. } = self;
        format!("{weekday}, {date:02} {month} {year:04} 00:00:00 GMT")
    }
}
