//! HTTP-date (RFC 9110 §5.6.7): three forms are read, one is written.

mod calendar;
mod parse;
mod render;

pub(crate) use self::{
    calendar::{Civil, MAX, MIN},
    parse::{Parsed, parse},
    render::{IMF_LENGTH, render},
};

/// Monday first, as the calendar counts them.
const WEEKDAYS: [&[u8; 3]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];

const MONTHS: [&[u8; 3]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];
