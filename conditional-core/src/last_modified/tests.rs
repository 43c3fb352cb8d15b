//! Reading, writing and converting dates, at their limits and beyond.

#![expect(clippy::string_slice, reason = "the texts here are ASCII")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderValue;

use super::*;

const RFC_DATE: LastModified = LastModified::from_unix_seconds(784_111_777);
const FIRST: LastModified = LastModified::from_unix_seconds(i64::MIN);
const LAST: LastModified = LastModified::from_unix_seconds(i64::MAX);
const DAY: i64 = 86_400;

fn no_clock() -> Option<LastModified> {
    panic!("the clock is asked for two-digit years only")
}

fn parse(text: &str) -> Option<LastModified> {
    let by_parse = LastModified::parse(text.as_bytes(), no_clock).ok();
    assert_eq!(text.parse().ok(), by_parse, "{text}");
    by_parse
}

#[test]
fn the_three_forms_of_the_rfc_are_one_date() {
    assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT"), Some(RFC_DATE));
    assert_eq!(parse("Sun Nov  6 08:49:37 1994"), Some(RFC_DATE));
    assert_eq!("Sunday, 06-Nov-94 08:49:37 GMT".parse(), Ok(RFC_DATE));
    assert_eq!(RFC_DATE.to_string(), "Sun, 06 Nov 1994 08:49:37 GMT");
}

#[test]
fn every_day_of_the_calendar_comes_back_as_it_went() {
    let mut day = FIRST.unix_seconds();
    let mut weekday = 0;
    while day <= LAST.unix_seconds() {
        // A time of day that differs from day to day.
        let date = LastModified::from_unix_seconds(day + (day / DAY * 12_345).rem_euclid(DAY));
        let text = date.to_string();
        assert_eq!(text.parse(), Ok(date), "{text}");
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        assert!(
            text.starts_with(names[weekday]),
            "0001-01-01 was a Monday: {text}"
        );
        day += DAY;
        weekday = (weekday + 1) % 7;
    }
}

#[test]
fn the_calendar_agrees_with_one_that_counts() {
    let (mut year, mut month, mut day) = (1, 1, 1);
    for seconds in (FIRST.unix_seconds()..=LAST.unix_seconds()).step_by(86_400) {
        let text = LastModified::from_unix_seconds(seconds).to_string();
        let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
        let name = &months[(month - 1) * 3..month * 3];
        assert_eq!(text[5..16], format!("{day:02} {name} {year:04}"));
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = [
            31,
            if is_leap { 29 } else { 28 },
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ];
        day += 1;
        if day > days[month - 1] {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    assert_eq!((year, month, day), (10_000, 1, 1));
}

#[test]
fn the_obsolete_forms_come_back_too() {
    for days in 0..40_000 {
        let date = LastModified::from_unix_seconds(days * DAY + days * 7919 % DAY);
        let text = date.to_string();
        let (weekday, day, month, year, time) = (
            &text[..3],
            &text[5..7],
            &text[8..11],
            &text[12..16],
            &text[17..25],
        );
        let padded = format!("{:>2}", day.trim_start_matches('0'));
        assert_eq!(
            parse(&format!("{weekday} {month} {padded} {time} {year}")),
            Some(date)
        );
        let long = match weekday {
            "Tue" => "Tuesday".to_owned(),
            "Wed" => "Wednesday".to_owned(),
            "Thu" => "Thursday".to_owned(),
            "Sat" => "Saturday".to_owned(),
            _ => format!("{weekday}day"),
        };
        let text = format!("{long}, {day}-{month}-{} {time} GMT", &year[2..]);
        assert_eq!(
            LastModified::parse(text.as_bytes(), || Some(date)),
            Ok(date),
            "{text}"
        );
    }
}

#[test]
fn times_beyond_the_four_digits_become_the_nearest_that_fits() {
    assert_eq!(FIRST.to_string(), "Mon, 01 Jan 0001 00:00:00 GMT");
    assert_eq!(LAST.to_string(), "Fri, 31 Dec 9999 23:59:59 GMT");
    assert_eq!(parse("Sat, 01 Jan 0000 00:00:00 GMT"), Some(FIRST));
    assert_eq!(parse("Fri, 31 Dec 9999 23:59:60 GMT"), Some(LAST));
}

#[test]
fn a_system_time_is_floored_even_before_1970() {
    let at = |time: SystemTime| LastModified::from(time).unix_seconds();
    assert_eq!(at(UNIX_EPOCH), 0);
    assert_eq!(at(UNIX_EPOCH + Duration::from_millis(1999)), 1);
    assert_eq!(at(UNIX_EPOCH - Duration::from_nanos(1)), -1);
    assert_eq!(at(UNIX_EPOCH - Duration::from_secs(1)), -1);
    assert_eq!(at(UNIX_EPOCH - Duration::from_millis(1001)), -2);
}

#[test]
fn the_extremes_of_the_platform_are_clamped() {
    // The furthest times that `SystemTime` can hold, found by halving the step.
    for direction in [SystemTime::checked_add, SystemTime::checked_sub] {
        let mut time = UNIX_EPOCH;
        let mut step = Duration::MAX;
        while step > Duration::ZERO {
            match direction(&time, step) {
                Some(further) => time = further,
                None => step /= 2,
            }
        }
        let expected = if time < UNIX_EPOCH { FIRST } else { LAST };
        assert_eq!(LastModified::from(time), expected);
    }
}

#[test]
fn a_date_is_a_system_time_and_back() {
    for date in [FIRST, LastModified::from_unix_seconds(-1), RFC_DATE, LAST] {
        assert_eq!(LastModified::from(SystemTime::from(date)), date);
    }
}

#[test]
fn a_leap_second_counts_as_the_second_before() {
    let before = parse("Sat, 31 Dec 2016 23:59:59 GMT");
    assert!(before.is_some());
    assert_eq!(parse("Sat, 31 Dec 2016 23:59:60 GMT"), before);
    assert_eq!(parse("Sat, 31 Dec 2016 23:59:61 GMT"), None);
}

#[test]
fn two_digits_are_the_latest_year_within_50_of_now() {
    for now in [1950, 1970, 1994, 1999, 2000, 2026, 2049, 2050, 2099, 9940] {
        let now_date: LastModified = format!("Sun, 06 Nov {now} 08:49:37 GMT").parse().unwrap();
        for digits in 0..100 {
            let expected = (now - 49..=now + 50)
                .find(|year| year % 100 == digits)
                .unwrap();
            let text = format!("Sunday, 06-Nov-{digits:02} 08:49:37 GMT");
            let date = LastModified::parse(text.as_bytes(), || Some(now_date)).unwrap();
            let expected = format!("Sun, 06 Nov {expected:04} 08:49:37 GMT");
            assert_eq!(Ok(date), expected.parse(), "{text} in {now}");
        }
    }
}

#[test]
fn fifty_years_are_counted_to_the_second() {
    let now = || "Sun, 06 Nov 1994 08:49:37 GMT".parse().ok();
    let year = |text: &str| {
        LastModified::parse(text.as_bytes(), now)
            .unwrap()
            .to_string()[12..16]
            .to_owned()
    };
    assert_eq!(year("Sunday, 06-Nov-44 08:49:37 GMT"), "2044");
    assert_eq!(year("Sunday, 06-Nov-44 08:49:38 GMT"), "1944");
}

#[test]
fn without_a_clock_70_is_the_first_year_of_the_1900s() {
    for (digits, year) in [
        ("00", "2000"),
        ("69", "2069"),
        ("70", "1970"),
        ("99", "1999"),
    ] {
        let date: LastModified = format!("Sunday, 06-Nov-{digits} 08:49:37 GMT")
            .parse()
            .unwrap();
        assert_eq!(date.to_string()[12..16], *year);
    }
}

#[test]
fn what_is_not_quite_a_date_is_none() {
    for text in [
        "",
        "0",
        "784111777",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMTx",
        "Sun, 06 Nov 1994 08:49:37 gmt",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Son, 06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun,  6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 29 Feb 1900 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT",
        "Sun, 06-Nov-1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sunday, 06 Nov 94 08:49:37 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov  0 08:49:37 1994",
        "Sun Nov  6 08:49:37 1994 GMT",
        "Sun Nov  6 08:49:37 94",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
    assert_eq!(
        "-1".parse::<LastModified>().unwrap_err().to_string(),
        InvalidDate(()).to_string()
    );
}

#[test]
fn nothing_that_is_nearly_a_date_makes_it_panic() {
    let forms = [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ];
    for form in forms {
        for at in 0..form.len() {
            let _ = LastModified::parse(&form.as_bytes()[..at], || None);
            for byte in 0..=255 {
                let mut text = form.as_bytes().to_vec();
                text[at] = byte;
                let _ = LastModified::parse(&text, || None);
            }
        }
    }
}

#[test]
fn a_wrong_day_of_the_week_is_tolerated() {
    assert_eq!(parse("Mon, 06 Nov 1994 08:49:37 GMT"), Some(RFC_DATE));
}

#[test]
fn an_echo_is_the_very_text() {
    assert!(RFC_DATE.matches_text(b"Sun, 06 Nov 1994 08:49:37 GMT"));
    assert!(!RFC_DATE.matches_text(b"Sun, 06 Nov 1994 08:49:38 GMT"));
    assert!(!RFC_DATE.matches_text(b"Sun Nov  6 08:49:37 1994"));
    assert_eq!(HeaderValue::from(RFC_DATE), "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(HeaderValue::from(&FIRST), "Mon, 01 Jan 0001 00:00:00 GMT");
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_is_floored_and_its_zone_does_not_matter() {
    let time = chrono::DateTime::from_timestamp(-1, 999_999_999).unwrap();
    assert_eq!(LastModified::from(time).unix_seconds(), -1);
    let east = chrono::FixedOffset::east_opt(7200).unwrap();
    assert_eq!(
        LastModified::from(time.with_timezone(&east)).unix_seconds(),
        -1
    );
    assert_eq!(
        LastModified::from(chrono::DateTime::<chrono::Utc>::MAX_UTC),
        LAST
    );
    assert_eq!(
        LastModified::from(chrono::DateTime::<chrono::Utc>::MIN_UTC),
        FIRST
    );
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_is_floored() {
    let time = jiff::Timestamp::new(-1, -1).unwrap();
    assert_eq!(LastModified::from(time).unix_seconds(), -2);
    assert_eq!(LastModified::from(jiff::Timestamp::MIN), FIRST);
    assert!(
        LastModified::from(jiff::Timestamp::MAX)
            .to_string()
            .contains("Dec 9999")
    );
}

#[cfg(feature = "time")]
#[test]
fn time_is_floored() {
    let time = time::OffsetDateTime::from_unix_timestamp_nanos(-1_000_000_001).unwrap();
    assert_eq!(LastModified::from(time).unix_seconds(), -2);
}

#[test]
fn a_clock_in_the_first_century_makes_no_two_digit_year_panic() {
    for seconds in [i64::MIN, FIRST.unix_seconds() + 40 * 366 * 86_400] {
        let now = || Some(LastModified::from_unix_seconds(seconds));
        let date = LastModified::parse(b"Sunday, 06-Nov-99 08:49:37 GMT", now);
        assert_eq!(
            date,
            Err(InvalidDate(())),
            "no such year is within 50 years"
        );
    }
}

#[test]
fn no_digit_of_a_date_may_be_anything_else() {
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 16 08:49:37 1994",
    ] {
        assert!(text.parse::<LastModified>().is_ok());
        let digits = text.bytes().enumerate().filter(|(_, b)| b.is_ascii_digit());
        for (at, _) in digits {
            for other in ["/", ":", "a", " ", "-"] {
                let mut wrong = text.to_owned();
                wrong.replace_range(at..=at, other);
                let is_short_day = wrong == "Sun Nov  6 08:49:37 1994";
                assert_eq!(
                    wrong.parse::<LastModified>().is_ok(),
                    is_short_day,
                    "{wrong}"
                );
            }
        }
    }
}

#[test]
fn every_form_opens_with_the_name_of_a_day() {
    for text in [
        "Sux, 06 Nov 1994 08:49:37 GMT",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sunnay, 06-Nov-94 08:49:37 GMT",
        "Sux Nov  6 08:49:37 1994",
        "sun Nov  6 08:49:37 1994",
    ] {
        assert!(text.parse::<LastModified>().is_err(), "{text}");
    }
}

#[test]
fn the_29th_of_february_of_two_digits_is_of_a_year_that_has_one() {
    let leap_day = b"Tuesday, 29-Feb-00 08:49:37 GMT";
    let read = |now: &str| {
        let now = now.parse().unwrap();
        LastModified::parse(leap_day, || Some(now)).map(|date| date.to_string())
    };
    let in_2000 = Ok("Tue, 29 Feb 2000 08:49:37 GMT".to_owned());
    assert_eq!(read("Sun, 06 Nov 2026 08:49:37 GMT"), in_2000);
    // 2100 is at most 50 years ahead, but has no such day.
    assert_eq!(read("Sun, 06 Nov 2060 08:49:37 GMT"), in_2000);
    assert_eq!(read("Sun, 06 Nov 1940 08:49:37 GMT"), Err(InvalidDate(())));
}

#[test]
fn a_second_is_over_when_the_next_has_begun_or_the_margin_has_passed() {
    let at = LastModified::from_unix_seconds;
    assert!(!at(100).is_over(at(99), 0));
    assert!(!at(100).is_over(at(100), 0));
    assert!(at(100).is_over(at(101), 0));
    assert!(!at(100).is_over(at(105), 5));
    assert!(at(100).is_over(at(106), 5));
    assert!(!LAST.is_over(LAST, u32::MAX));
}

#[test]
fn debug_output_shows_the_date_and_an_error_shows_how_one_is_written() {
    assert_eq!(
        format!("{RFC_DATE:?}"),
        "LastModified(Sun, 06 Nov 1994 08:49:37 GMT)"
    );
    let error = "2026-11-26".parse::<LastModified>().unwrap_err();
    assert!(error.to_string().contains("Sun, 06 Nov 1994 08:49:37 GMT"));
}
