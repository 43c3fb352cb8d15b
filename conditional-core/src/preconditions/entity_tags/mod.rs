//! `*` or a list of entity-tags, the value of `If-Match` and `If-None-Match`.

mod automaton;
mod grammar;
mod positions;
mod reader;
mod search;

use http::HeaderValue;

#[doc(hidden)]
pub use self::positions::{TagPositions, tag_positions};
use self::{grammar::State, reader::Reader};
use super::lines::Lines;
use crate::etag::{ETag, without_mark};

/// The value of a list field, all of its lines (RFC 9110 §5.3), read only as far as asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntityTags<'a>(
    // By reference: a copy right after the lines were written, in other widths, would stall the CPU.
    pub(crate) &'a Lines<'a>,
);

/// How two entity-tags are compared (RFC 9110 §8.8.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Strong,
    Weak,
}

impl EntityTags<'_> {
    /// Whether the field is `*`, however many empty members stand around it.
    #[inline]
    pub(crate) fn is_any(self) -> bool {
        // Most fields are seen not to be `*` without reading them.
        let first = self.0.first().and_then(|line| line.as_bytes().first());
        matches!(first, None | Some(b'*' | b',' | b' ' | b'\t')) && self.reads_as_any()
    }

    /// Whether one of the listed tags is `tag`.
    ///
    /// Members are read in order, over all lines. What is read before a malformed member counts,
    /// what follows it does not.
    #[inline]
    pub(crate) fn contains(self, tag: &ETag, comparison: Comparison) -> bool {
        if tag.is_weak() && comparison == Comparison::Strong {
            return false;
        }
        match self.0.single() {
            Some(only) => line_contains(only.as_bytes(), tag, comparison),
            None => self.any_line_contains(tag, comparison),
        }
    }

    #[inline(never)]
    fn any_line_contains(self, tag: &ETag, comparison: Comparison) -> bool {
        let lines = || self.0.iter().map(HeaderValue::as_bytes);
        let found = lines().position(|line| line_contains(line, tag, comparison));
        found.is_some_and(|index| lines().take(index).all(is_well_formed))
    }

    /// Whether there is a `*`, and nothing else but commas, white space, and `*` again.
    ///
    /// A `*` that a client or a proxy sent twice is no list, but it can mean only one thing, and a
    /// create-only write must not overwrite what is there because it was said twice.
    #[inline(never)]
    fn reads_as_any(self) -> bool {
        let lines = || self.0.iter().map(HeaderValue::as_bytes);
        lines().any(|line| memchr::memchr(b'*', line).is_some())
            && match lines().map(bytes_of_members).sum::<usize>() {
                1 => true,
                _ => lines().all(has_only_asterisks),
            }
    }

    /// Whether the field says anything: `*`, or a tag before any fault.
    pub(crate) fn says_something(self) -> bool {
        let mut lines = self.0.iter().map(HeaderValue::as_bytes);
        self.is_any() || lines.any(|line| tag_positions(line).next().is_some())
    }
}

fn has_only_asterisks(line: &[u8]) -> bool {
    let mut members = line.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    members.all(|member| matches!(member, b"" | b"*"))
}

/// How many bytes belong to members, and not to what separates them. It is counted by blocks, which a compiler does many bytes at a
/// time.
fn bytes_of_members(line: &[u8]) -> usize {
    let is_member = |byte: &u8| u8::from(!matches!(byte, b',' | b' ' | b'\t'));
    let count = |block: &[u8]| usize::from(block.iter().map(is_member).sum::<u8>());
    let (blocks, rest) = line.as_chunks::<64>();
    blocks.iter().map(|block| count(block)).sum::<usize>() + count(rest)
}

/// Whether reading goes on after this line.
fn is_well_formed(line: &[u8]) -> bool {
    matches!(
        automaton::read(State::Between, line),
        State::Between | State::Closed
    )
}

/// Whether the tag is listed in this line, before any fault of the line.
#[inline]
fn line_contains(line: &[u8], tag: &ETag, comparison: Comparison) -> bool {
    // Nearly always a client sends back the one tag it was given, perhaps weakened on the way.
    let is_only_member = match comparison {
        Comparison::Strong => line == tag.as_bytes(),
        Comparison::Weak => without_mark(line) == tag.quoted(),
    };
    is_only_member || (line.len() > tag.quoted().len() && list_contains(line, tag, comparison))
}

fn list_contains(line: &[u8], tag: &ETag, comparison: Comparison) -> bool {
    let quoted = tag.quoted();
    let mut reader = Reader::new(line, quoted.len());
    search::any_position(line, quoted, comparison.barred(), |at| {
        let opens = match reader.read_to(at) {
            State::Between => true,
            State::Weak => comparison == Comparison::Weak,
            _ => false,
        };
        opens && line.get(at + quoted.len()..).is_some_and(member_ends)
    })
}

impl Comparison {
    /// The byte that must not stand before the quotes; no header value holds a NUL.
    const fn barred(self) -> u8 {
        match self {
            Self::Strong => b'/',
            Self::Weak => b'\0',
        }
    }
}

/// After the closing quote: `"a"x` is not the tag `"a"`.
pub(crate) fn member_ends(after: &[u8]) -> bool {
    matches!(after.trim_ascii_start().first(), None | Some(b','))
}

#[cfg(test)]
mod tests;
