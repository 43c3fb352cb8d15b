//! Date to text, always as IMF-fixdate.

use super::{Civil, calendar::weekday};

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
    let [w2, w1, w0] = name(&WEEKDAYS, weekday(seconds));
    let [m2, m1, m0] = name(&MONTHS, month - 1);
    let ([d1, d0], [h1, h0], [n1, n0], [s1, s0]) = (two(day), two(hour), two(minute), two(second));
    let ([y3, y2], [y1, y0]) = (two(year / 100), two(year % 100));
    [
        w2, w1, w0, b',', b' ', d1, d0, b' ', m2, m1, m0, b' ', y3, y2, y1, y0, b' ', //
        h1, h0, b':', n1, n0, b':', s1, s0, b' ', b'G', b'M', b'T',
    ]
}

fn name(names: &[&[u8; 3]], index: i64) -> [u8; 3] {
    usize::try_from(index)
        .ok()
        .and_then(|index| names.get(index))
        .map_or(*b"???", |name| **name)
}

/// Two digits of a number from 0 to 99.
#[expect(clippy::cast_sign_loss, reason = "the numbers of a date are positive")]
const fn two(number: i64) -> [u8; 2] {
    [b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]
}
