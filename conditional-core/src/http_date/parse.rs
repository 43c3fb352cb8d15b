//! Text to date.
//!
//! ```text
//! IMF-fixdate    Sun, 06 Nov 1994 08:49:37 GMT
//! rfc850-date    Sunday, 06-Nov-94 08:49:37 GMT
//! asctime-date   Sun Nov  6 08:49:37 1994
//! ```

use super::Civil;

/// A date as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parsed {
    Date(Civil),
    /// The obsolete form of RFC 850: the century of `year`, which is 0 to 99, is left open.
    WithinCentury(Civil),
}

/// Reads any of the three forms; names are case-sensitive, nothing may stand around the date.
pub(crate) fn parse(text: &[u8]) -> Option<Parsed> {
    match text {
        [_, _, _, b',', ..] => imf_fixdate(text).map(Parsed::Date),
        [_, _, _, b' ', ..] => asctime(text).map(Parsed::Date),
        _ => rfc850(text).map(Parsed::WithinCentury),
    }
}

fn imf_fixdate(text: &[u8]) -> Option<Civil> {
    let (weekday, rest) = text.split_first_chunk::<3>()?;
    let &[
        b',',
        b' ',
        d1,
        d0,
        b' ',
        m2,
        m1,
        m0,
        b' ',
        y3,
        y2,
        y1,
        y0,
        b' ',
        ref time @ ..,
    ] = rest
    else {
        return None;
    };
    let (time, b" GMT") = time.split_first_chunk::<8>()? else {
        return None;
    };
    is_weekday(*weekday)?;
    civil(
        four(y3, y2, y1, y0)?,
        month([m2, m1, m0])?,
        two(d1, d0)?,
        *time,
    )
}

fn rfc850(text: &[u8]) -> Option<Civil> {
    let comma = text.iter().position(|byte| *byte == b',')?;
    let (weekday, rest) = text.split_at_checked(comma)?;
    let &[
        b',',
        b' ',
        d1,
        d0,
        b'-',
        m2,
        m1,
        m0,
        b'-',
        y1,
        y0,
        b' ',
        ref time @ ..,
    ] = rest
    else {
        return None;
    };
    let (time, b" GMT") = time.split_first_chunk::<8>()? else {
        return None;
    };
    is_long_weekday(weekday)?;
    civil(two(y1, y0)?, month([m2, m1, m0])?, two(d1, d0)?, *time)
}

fn asctime(text: &[u8]) -> Option<Civil> {
    let (weekday, rest) = text.split_first_chunk::<3>()?;
    let &[b' ', m2, m1, m0, b' ', d1, d0, b' ', ref rest @ ..] = rest else {
        return None;
    };
    let (time, &[b' ', y3, y2, y1, y0]) = rest.split_first_chunk::<8>()? else {
        return None;
    };
    is_weekday(*weekday)?;
    let day = if d1 == b' ' { digit(d0)? } else { two(d1, d0)? };
    civil(four(y3, y2, y1, y0)?, month([m2, m1, m0])?, day, *time)
}

fn civil(year: i64, month: i64, day: i64, time: [u8; 8]) -> Option<Civil> {
    let [h1, h0, b':', m1, m0, b':', s1, s0] = time else {
        return None;
    };
    let (hour, minute, second) = (two(h1, h0)?, two(m1, m0)?, leap(two(s1, s0)?));
    let civil = Civil {
        year,
        month,
        day,
        hour,
        minute,
        second,
    };
    civil.is_valid().then_some(civil)
}

/// A leap second counts as the second before it. So what changed right after it counts as changed
/// since: that costs a full answer or a 412, never an update.
const fn leap(second: i64) -> i64 {
    if second == 60 { 59 } else { second }
}

fn is_weekday(name: [u8; 3]) -> Option<()> {
    matches!(
        &name,
        b"Mon" | b"Tue" | b"Wed" | b"Thu" | b"Fri" | b"Sat" | b"Sun"
    )
    .then_some(())
}

fn is_long_weekday(name: &[u8]) -> Option<()> {
    matches!(
        name,
        b"Monday" | b"Tuesday" | b"Wednesday" | b"Thursday" | b"Friday" | b"Saturday" | b"Sunday"
    )
    .then_some(())
}

fn month(name: [u8; 3]) -> Option<i64> {
    Some(match &name {
        b"Jan" => 1,
        b"Feb" => 2,
        b"Mar" => 3,
        b"Apr" => 4,
        b"May" => 5,
        b"Jun" => 6,
        b"Jul" => 7,
        b"Aug" => 8,
        b"Sep" => 9,
        b"Oct" => 10,
        b"Nov" => 11,
        b"Dec" => 12,
        _ => return None,
    })
}

fn four(d3: u8, d2: u8, d1: u8, d0: u8) -> Option<i64> {
    Some(two(d3, d2)? * 100 + two(d1, d0)?)
}

fn two(tens: u8, ones: u8) -> Option<i64> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}
