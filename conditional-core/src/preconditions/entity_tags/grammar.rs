//! The grammar of entity-tags and their lists (RFC 9110 §8.8.3, §5.6.1), one octet at a time: the slow
//! second opinion on any list.
//!
//! ```text
//! If-Match    = "*" / #entity-tag
//! entity-tag  = [ %s"W/" ] DQUOTE *etagc DQUOTE
//! etagc       = %x21 / %x23-7E / obs-text
//! ```
//!
//! A `*` is no member of a list, and a fault here.

use std::ops::Range;

/// Where a reader of a list of entity-tags stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
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
    /// After an octet that the grammar does not allow: nothing more is read.
    Fault,
}

impl State {
    /// The grammar: what `byte` leads to from here.
    pub(super) const fn next(self, byte: u8) -> Self {
        let is_etagc = matches!(byte, 0x21 | 0x23..=0x7E | 0x80..);
        match (self, byte) {
            (Self::Between | Self::Closed, b' ' | b'\t') | (Self::Between, b',') => self,
            (Self::Closed, b',') => Self::Between,
            (Self::Between, b'W') => Self::W,
            (Self::W, b'/') => Self::Weak,
            (Self::Between | Self::Weak, b'"') => Self::Quoted,
            (Self::Quoted, b'"') => Self::Closed,
            (Self::Quoted, _) if is_etagc => Self::Quoted,
            _ => Self::Fault,
        }
    }
}

/// Where the tags of a line stand, and whether it ended in a fault.
pub(super) fn tags(line: &[u8]) -> (Vec<Range<usize>>, bool) {
    let (mut found, mut start, mut closed) = (Vec::new(), 0, None);
    let mut state = State::Between;
    for (at, byte) in line.iter().enumerate() {
        let (before, after) = (state, state.next(*byte));
        state = after;
        match (before, state) {
            (State::Between, State::W | State::Quoted) => start = at,
            (State::Quoted, State::Closed) => closed = Some(start..at + 1),
            (State::Closed, State::Between) => found.extend(closed.take()),
            (_, State::Fault) => return (found, true),
            _ => {}
        }
    }
    found.extend(closed.filter(|_| state == State::Closed));
    (found, !matches!(state, State::Between | State::Closed))
}
