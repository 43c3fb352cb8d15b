//! Dates beside those of the crate `httpdate`, wherever it can read or write them: from 1970 to 9999.

#![expect(clippy::string_slice, reason = "the texts here are ASCII")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use conditional_core::LastModified;

const LAST_SECOND: u64 = 253_402_300_799;

/// Numbers that look random and are the same in each run (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }

    fn time(&mut self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.below(LAST_SECOND + 1))
    }
}

fn read(text: &str) -> Option<SystemTime> {
    text.parse::<LastModified>().ok().map(SystemTime::from)
}

#[test]
fn a_date_is_written_as_httpdate_writes_it() {
    let mut numbers = Numbers(1);
    for _ in 0..100_000 {
        let time = numbers.time();
        let written = LastModified::from(time).to_string();
        assert_eq!(written, httpdate::fmt_http_date(time));
    }
}

#[test]
fn each_of_the_three_forms_is_read_as_httpdate_reads_it() {
    let mut numbers = Numbers(2);
    let mut two_digits = 0;
    for _ in 0..50_000 {
        let imf = httpdate::fmt_http_date(numbers.time());
        let [day, month, year, time] = [&imf[5..7], &imf[8..11], &imf[12..16], &imf[17..25]];
        let long = match &imf[..3] {
            "Mon" => "Monday",
            "Tue" => "Tuesday",
            "Wed" => "Wednesday",
            "Thu" => "Thursday",
            "Fri" => "Friday",
            "Sat" => "Saturday",
            _ => "Sunday",
        };
        let asctime = format!(
            "{} {month} {:>2} {time} {year}",
            &imf[..3],
            day.trim_start_matches('0')
        );
        let rfc850 = format!("{long}, {day}-{month}-{} {time} GMT", &year[2..]);
        for text in [&imf, &asctime] {
            assert_eq!(read(text), httpdate::parse_http_date(text).ok(), "{text}");
        }
        // It refuses a day of the week that is wrong in the century it takes; we tolerate one.
        if let Ok(theirs) = httpdate::parse_http_date(&rfc850) {
            assert_eq!(read(&rfc850), Some(theirs), "{rfc850}");
            two_digits += 1;
        }
    }
    assert!(two_digits > 400, "{two_digits} years of two digits");
}

#[test]
fn what_httpdate_refuses_within_its_years_is_refused_but_for_what_the_rfc_allows() {
    let mut numbers = Numbers(3);
    let octets = b"0123456789 :,-GMTSunNovDec";
    let (mut both, mut ours_alone) = (0, 0);
    for _ in 0..200_000 {
        let mut text = httpdate::fmt_http_date(numbers.time()).into_bytes();
        let at = usize::try_from(numbers.below(text.len() as u64)).unwrap_or_default();
        let octet = usize::try_from(numbers.below(octets.len() as u64)).unwrap_or_default();
        text[at] = octets[octet];
        let text = String::from_utf8_lossy(&text);
        match (read(&text), httpdate::parse_http_date(&text).ok()) {
            (ours, Some(theirs)) => {
                // A wrong day of the week is tolerated by one of them alone.
                assert!(ours.is_none_or(|ours| ours == theirs), "{text}");
                both += u32::from(ours.is_some());
            }
            (Some(_), None) => ours_alone += 1,
            (None, None) => {}
        }
    }
    assert!(
        both > 10_000,
        "{both} dates that both read, {ours_alone} that only we do"
    );
}
