//! HTTP-date (RFC 9110 §5.6.7): three forms are read, one is written.

mod calendar;
mod parse;
mod render;

pub(crate) use self::{
    calendar::{Civil, MAX, MIN},
    parse::{Parsed, parse},
    render::{IMF_LENGTH, render},
};
