//! What follows the equals sign of a registered directive.

use super::directive::{Directive, LONGEST};
use crate::octets::is_tchar;

/// Digits only; too large a number counts as [`LONGEST`] (§1.2.2).
#[expect(
    clippy::cast_possible_truncation,
    reason = "what is at most `LONGEST` fits"
)]
pub(super) const fn number(mut digits: &[u8]) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    let mut number = 0;
    while let [digit @ b'0'..=b'9', rest @ ..] = digits {
        let next = number * 10 + (*digit - b'0') as u64;
        number = if next <= LONGEST as u64 {
            next
        } else {
            LONGEST as u64
        };
        digits = rest;
    }
    if digits.is_empty() {
        Some(number as u32)
    } else {
        None
    }
}

/// The text of a list of field names, if it is one.
pub(super) const fn field_names(text: &[u8]) -> Option<&str> {
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        if !is_tchar(*byte) && !matches!(byte, b',' | b' ' | b'\t') {
            return None;
        }
        rest = after;
    }
    match str::from_utf8(text) {
        Ok(names) => Some(names),
        Err(_) => None,
    }
}

pub(super) const fn advice(directive: Directive) -> &'static str {
    match directive {
        Directive::MaxAge => "max-age needs seconds, as in max-age=60",
        Directive::SMaxage => "s-maxage needs seconds, as in s-maxage=60",
        Directive::StaleWhileRevalidate => {
            "stale-while-revalidate needs seconds, as in stale-while-revalidate=60"
        }
        Directive::StaleIfError => "stale-if-error needs seconds, as in stale-if-error=60",
        Directive::NoCache => {
            "write no-cache alone or with field names, as in no-cache=\"set-cookie\""
        }
        Directive::Private => {
            "write private alone or with field names, as in private=\"set-cookie\""
        }
        _ => "this directive stands alone, without a value",
    }
}
