//! Dates of HTTP (RFC 9110 §5.6.7) in the three forms that a recipient must read.

use std::time::{Duration, SystemTime};

/// A whole second between 1970 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(SystemTime);

impl Date {
    /// Only the form that servers must send; `None` for anything else.
    pub(crate) fn parse_sent(value: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(value).ok()?;
        let time = httpdate::parse_http_date(text).ok()?;
        (httpdate::fmt_http_date(time) == text).then_some(Self(time))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub(crate) fn text(self) -> String {
        httpdate::fmt_http_date(self.0)
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`.
    pub(crate) fn in_rfc_850_form(self) -> String {
        let text = self.text();
        let [weekday, day, month, year, time, zone] = words(&text);
        let weekday = long_weekday(weekday);
        let year = year.get(2..).unwrap_or_default();
        format!("{weekday}, {day}-{month}-{year} {time} {zone}")
    }

    /// `Sun Nov  6 08:49:37 1994`.
    pub(crate) fn in_asctime_form(self) -> String {
        let text = self.text();
        let [weekday, day, month, year, time, _] = words(&text);
        let weekday = weekday.trim_end_matches(',');
        let day = day.trim_start_matches('0');
        format!("{weekday} {month} {day:>2} {time} {year}")
    }

    /// `None` before 1970.
    pub(crate) fn before(self, time: Duration) -> Option<Self> {
        let earlier = self.0.checked_sub(time)?;
        (earlier >= SystemTime::UNIX_EPOCH).then_some(Self(earlier))
    }

    pub(crate) fn after(self, time: Duration) -> Self {
        Self(self.0 + time)
    }
}

fn words(text: &str) -> [&str; 6] {
    let mut words = text.split(' ');
    std::array::from_fn(|_| words.next().unwrap_or_default())
}

fn long_weekday(short: &str) -> &'static str {
    match short {
        "Mon," => "Monday",
        "Tue," => "Tuesday",
        "Wed," => "Wednesday",
        "Thu," => "Thursday",
        "Fri," => "Friday",
        "Sat," => "Saturday",
        _ => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Date;

    fn example() -> Date {
        Date::parse_sent(b"Sun, 06 Nov 1994 08:49:37 GMT").unwrap()
    }

    #[test]
    fn the_three_forms_are_those_of_the_rfc() {
        assert_eq!(example().text(), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(
            example().in_rfc_850_form(),
            "Sunday, 06-Nov-94 08:49:37 GMT"
        );
        assert_eq!(example().in_asctime_form(), "Sun Nov  6 08:49:37 1994");
    }

    #[test]
    fn every_weekday_has_its_long_name() {
        for days in 0..7 {
            let date = example().after(Duration::from_secs(days * 86_400));
            let read = httpdate::parse_http_date(&date.in_rfc_850_form()).unwrap();
            assert_eq!(httpdate::fmt_http_date(read), date.text());
        }
    }

    #[test]
    fn servers_may_send_one_form_only() {
        for text in [
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "now",
        ] {
            assert_eq!(Date::parse_sent(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn there_is_nothing_before_1970() {
        let epoch = Date::parse_sent(b"Thu, 01 Jan 1970 00:00:00 GMT").unwrap();
        assert_eq!(epoch.before(Duration::from_secs(1)), None);
    }
}
