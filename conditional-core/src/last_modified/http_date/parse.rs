//! Text to date.
//!
//! ```text
//! IMF-fixdate    Sun, 06 Nov 1994 08:49:37 GMT
//! rfc850-date    Sunday, 06-Nov-94 08:49:37 GMT
//! asctime-date   Sun Nov  6 08:49:37 1994
//! ```

use super::calendar::Civil;

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

/// The form that everybody sends, read by fixed positions, since a revalidation by date pays for it.
fn imf_fixdate(text: &[u8]) -> Option<Civil> {
    let text: &[u8; 29] = text.try_into().ok()?;
    let &[
        w2,
        w1,
        w0,
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
        b' ', //
        h1,
        h0,
        b':',
        n1,
        n0,
        b':',
        s1,
        s0,
        b' ',
        b'G',
        b'M',
        b'T',
    ] = text
    else {
        return None;
    };
    let mut digits = Digits { valid: true };
    let civil = Civil {
        year: digits.two(y3, y2) * 100 + digits.two(y1, y0),
        month: month([m2, m1, m0])?,
        day: digits.two(d1, d0),
        hour: digits.two(h1, h0),
        minute: digits.two(n1, n0),
        second: leap(digits.two(s1, s0)),
    };
    (digits.valid && is_weekday([w2, w1, w0]) && civil.is_valid()).then_some(civil)
}

/// Reads digits first and asks once whether all of them were some.
struct Digits {
    valid: bool,
}

impl Digits {
    fn two(&mut self, tens: u8, ones: u8) -> u32 {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        self.valid &= tens < 10 && ones < 10;
        u32::from(tens) * 10 + u32::from(ones)
    }
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
    if !is_weekday(*weekday) {
        return None;
    }
    let day = if d1 == b' ' { digit(d0)? } else { two(d1, d0)? };
    civil(four(y3, y2, y1, y0)?, month([m2, m1, m0])?, day, *time)
}

fn civil(year: u32, month: u32, day: u32, time: [u8; 8]) -> Option<Civil> {
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
const fn leap(second: u32) -> u32 {
    if second == 60 { 59 } else { second }
}

/// Compared as numbers, as the months are: a chain of comparisons of text is the slowest part.
fn is_weekday(name: [u8; 3]) -> bool {
    [
        *b"Mon", *b"Tue", *b"Wed", *b"Thu", *b"Fri", *b"Sat", *b"Sun",
    ]
    .iter()
    .fold(false, |found, day| found | (number(*day) == number(name)))
}

const fn number([a, b, c]: [u8; 3]) -> u32 {
    u32::from_be_bytes([0, a, b, c])
}

fn is_long_weekday(name: &[u8]) -> Option<()> {
    matches!(
        name,
        b"Monday" | b"Tuesday" | b"Wednesday" | b"Thursday" | b"Friday" | b"Saturday" | b"Sunday"
    )
    .then_some(())
}

fn month(name: [u8; 3]) -> Option<u32> {
    const JAN: u32 = number(*b"Jan");
    const FEB: u32 = number(*b"Feb");
    const MAR: u32 = number(*b"Mar");
    const APR: u32 = number(*b"Apr");
    const MAY: u32 = number(*b"May");
    const JUN: u32 = number(*b"Jun");
    const JUL: u32 = number(*b"Jul");
    const AUG: u32 = number(*b"Aug");
    const SEP: u32 = number(*b"Sep");
    const OCT: u32 = number(*b"Oct");
    const NOV: u32 = number(*b"Nov");
    const DEC: u32 = number(*b"Dec");
    Some(match number(name) {
        JAN => 1,
        FEB => 2,
        MAR => 3,
        APR => 4,
        MAY => 5,
        JUN => 6,
        JUL => 7,
        AUG => 8,
        SEP => 9,
        OCT => 10,
        NOV => 11,
        DEC => 12,
        _ => return None,
    })
}

fn four(d3: u8, d2: u8, d1: u8, d0: u8) -> Option<u32> {
    Some(two(d3, d2)? * 100 + two(d1, d0)?)
}

fn two(tens: u8, ones: u8) -> Option<u32> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}
