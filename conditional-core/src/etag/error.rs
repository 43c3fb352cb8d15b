//! What is wrong with a text that is not an entity-tag.

use std::{error::Error, fmt};

/// The text is not an entity-tag.
///
/// The message says what was found at which byte, and what to write.
///
/// ```
/// use conditional_core::ETag;
///
/// let error = "v1".parse::<ETag>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "found `v` at byte 0: an entity-tag opens with a double quote, as in \"v1\" or W/\"v1\""
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidETag(Fault);

impl From<Fault> for InvalidETag {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl Error for InvalidETag {}

impl fmt::Display for InvalidETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { at, found, .. } = self.0;
        match found {
            None => write!(f, "found the end at byte {at}"),
            Some(byte) => write!(f, "found `{}` at byte {at}", byte.escape_ascii()),
        }?;
        write!(f, ": {}", self.0.advice())
    }
}

/// The first byte that does not fit, and what was expected there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    at: usize,
    /// `None` is the end of the text.
    found: Option<u8>,
    expected: Expected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Opening,
    Opaque,
    Closing,
    End,
}

impl Fault {
    /// The text opens neither with `"` nor with `W/"`.
    pub(super) const fn at_start(text: &[u8]) -> Self {
        let at = match text {
            [b'W', b'/', ..] => 2,
            [b'W', ..] => 1,
            _ => 0,
        };
        Self {
            at,
            found: byte_at(text, at),
            expected: Expected::Opening,
        }
    }

    /// The byte at `at` should be part of the opaque text, or its closing quote.
    pub(super) const fn in_opaque(text: &[u8], at: usize) -> Self {
        let found = byte_at(text, at);
        let expected = match found {
            None => Expected::Closing,
            Some(b'"') => Expected::End,
            Some(_) => Expected::Opaque,
        };
        Self {
            at,
            found,
            expected,
        }
    }

    pub(super) const fn advice(self) -> &'static str {
        match self.expected {
            Expected::Opening => {
                "an entity-tag opens with a double quote, as in \"v1\" or W/\"v1\""
            }
            Expected::Opaque => {
                "between the quotes stand visible characters only, no spaces: write - or _"
            }
            Expected::Closing => "an entity-tag closes with a double quote, as in \"v1\"",
            Expected::End => "a double quote closes the entity-tag: none within, nothing after",
        }
    }
}

const fn byte_at(text: &[u8], at: usize) -> Option<u8> {
    match text.split_at_checked(at) {
        Some((_, [byte, ..])) => Some(*byte),
        _ => None,
    }
}
