//! The grammar of entity-tags and their lists (RFC 9110 §8.8.3, §5.6.1), one byte at a time.
//!
//! ```text
//! If-Match    = "*" / #entity-tag
//! entity-tag  = [ %s"W/" ] DQUOTE *etagc DQUOTE
//! etagc       = %x21 / %x23-7E / obs-text
//! ```
//!
//! A `*` is no member of a list and a fault here; [`EntityTags`](super::EntityTags)
//! looks for it before.

use crate::etag::is_etagc;

/// Where a reader of a list of entity-tags stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// At the beginning, or after a comma that follows a tag.
    Between,
    /// After the `W` of `W/"…"`.
    W,
    /// After `W/`.
    Weak,
    /// Between the quotes.
    Quoted,
    /// After the closing quote.
    Closed,
    /// After a byte that the grammar does not allow: nothing more is read.
    Fault,
}

impl State {
    pub(crate) const ALL: [Self; 6] = [
        Self::Between,
        Self::W,
        Self::Weak,
        Self::Quoted,
        Self::Closed,
        Self::Fault,
    ];

    /// The grammar: what `byte` leads to from here.
    pub(crate) const fn next(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Between | Self::Closed, b' ' | b'\t') | (Self::Between, b',') => self,
            (Self::Closed, b',') => Self::Between,
            (Self::Between, b'W') => Self::W,
            (Self::W, b'/') => Self::Weak,
            (Self::Between | Self::Weak, b'"') => Self::Quoted,
            (Self::Quoted, b'"') => Self::Closed,
            (Self::Quoted, _) if is_etagc(byte) => Self::Quoted,
            _ => Self::Fault,
        }
    }
}
