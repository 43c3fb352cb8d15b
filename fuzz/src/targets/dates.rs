//! HTTP-dates.

use conditional_core::{Decision, Fields, LastModified, Representation};
use conditional_oracle::dates;
use http::header::{IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::{Target, behaviour, field_value};

pub(super) const TARGET: Target = Target {
    name: "dates",
    run,
    words: &[
        b"Sun, ",
        b"Sunday, ",
        b"Sun ",
        b"06 Nov 1994",
        b"06-Nov-94",
        b"Nov  6",
        b"08:49:37",
        b"23:59:60",
        b" GMT",
        b"29 Feb",
        b"31 Dec",
        b"1969",
        b"0000",
        b"9999",
        b" ",
        b"-",
    ],
};

fn run(input: &[u8]) -> u64 {
    let line = field_value(input);
    let now = LastModified::from_unix_seconds(4_000_000_000);
    let by_clock = LastModified::parse(&line, || Some(now)).ok();
    let text = std::str::from_utf8(&line).unwrap_or("no text");
    let ours = text.parse::<LastModified>().ok();
    assert_eq!(
        by_clock.is_some(),
        ours.is_some(),
        "a clock is about centuries only"
    );
    if let Some(date) = ours {
        check_rendering(date);
    }
    let seconds = ours.map(LastModified::unix_seconds);
    let is_declared = dates::declared(seconds, text).is_some();
    assert!(is_declared, "{seconds:?}, not as httpdate");
    check_fields(&line, ours);
    let shape: Vec<u8> = line.iter().take(40).map(|octet| class(*octet)).collect();
    behaviour((ours.is_some(), seconds.map(|s| s >= 0), shape))
}

fn check_rendering(date: LastModified) {
    let text = date.to_string();
    assert_eq!(text.len(), 29, "{text}");
    assert_eq!(text.parse(), Ok(date), "what is written is read");
}

/// A date counts where it can be read, and never more than that.
fn check_fields(line: &[u8], date: Option<LastModified>) {
    let trimmed = conditional_oracle::list::trim(line) == line;
    let decide = |name: HeaderName, method, modified: LastModified| {
        let value = HeaderValue::from_bytes(line).expect("a field value");
        let headers = HeaderMap::from_iter([(name, value)]);
        let current = Representation::present().with_last_modified(modified);
        Fields::new(method, &headers).evaluate(&current)
    };
    let Some(date) = date.filter(|_| trimmed) else {
        return;
    };
    let later = LastModified::from_unix_seconds(date.unix_seconds() + 1);
    let (ims, ius) = (IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE);
    assert!(!decide(ims.clone(), &Method::GET, date).is_proceed());
    assert_eq!(decide(ius.clone(), &Method::PUT, date), Decision::Proceed);
    if later != date {
        assert_eq!(decide(ims, &Method::GET, later), Decision::Proceed);
        assert!(!decide(ius, &Method::PUT, later).is_proceed());
    }
}

const fn class(octet: u8) -> u8 {
    match octet {
        b'0'..=b'9' => b'0',
        b'a'..=b'z' => b'a',
        b'A'..=b'Z' => b'A',
        b' ' | b':' | b',' | b'-' => octet,
        _ => b'?',
    }
}
