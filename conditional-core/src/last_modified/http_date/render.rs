//! Date to text, always as IMF-fixdate.

use super::calendar::{Civil, weekday};

/// The length of `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) const IMF_LENGTH: usize = 29;

/// Monday first, as the calendar counts them.
const WEEKDAYS: [&[u8; 3]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];

const MONTHS: [&[u8; 3]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];

/// Writes the date of a time between [`MIN`](super::MIN) and [`MAX`](super::MAX).
pub(crate) fn render(seconds: i64) -> [u8; IMF_LENGTH] {
    let Civil {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = Civil::from_seconds(seconds);
    let mut text = *b"???, 00 ??? 0000 00:00:00 GMT";
    let [
        w2,
        w1,
        w0,
        _,
        _,
        d1,
        d0,
        _,
        m2,
        m1,
        m0,
        _,
        y3,
        y2,
        y1,
        y0,
        _, //
        h1,
        h0,
        _,
        n1,
        n0,
        _,
        s1,
        s0,
        ..,
    ] = &mut text;
    [*w2, *w1, *w0] = name(&WEEKDAYS, weekday(seconds));
    [*d1, *d0] = two(day);
    [*m2, *m1, *m0] = name(&MONTHS, month - 1);
    [*y3, *y2] = two(year / 100);
    [*y1, *y0] = two(year % 100);
    [*h1, *h0] = two(hour);
    [*n1, *n0] = two(minute);
    [*s1, *s0] = two(second);
    text
}

fn name(names: &[&[u8; 3]], index: u32) -> [u8; 3] {
    match names.get(index as usize) {
        Some(name) => **name,
        None => *b"???",
    }
}

/// Two digits of a number from 0 to 99.
fn two(number: u32) -> [u8; 2] {
    DIGITS.get(number as usize).copied().unwrap_or(*b"??")
}

/// Looked up, since a date has eight of them, and each would be divided by ten twice.
const DIGITS: [[u8; 2]; 100] = {
    let mut digits = [*b"00"; 100];
    let mut rest: &mut [[u8; 2]] = &mut digits;
    let mut number = 0;
    while let [next, others @ ..] = rest {
        *next = [b'0' + number / 10, b'0' + number % 10];
        rest = others;
        number += 1;
    }
    digits
};
