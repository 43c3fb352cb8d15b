//! `*` or a list of entity-tags: the value of `If-Match` and `If-None-Match` (RFC 9110 §13.1.1).

#[cfg(test)]
mod grammar;
mod members;

use http::HeaderValue;

use self::members::member_positions;
#[doc(hidden)]
pub use self::members::{TagPositions, tag_positions};
use super::lines::Lines;
use crate::etag::{ETag, without_mark};

/// The value of a list field, read as one over all of its lines (§5.3) and only as far as needed.
///
/// What stands before the first malformed member counts. What follows it does not, whatever line
/// it is on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntityTags<'a> {
    // Borrowed: a copy right after the lines were written, in other widths, would stall the CPU.
    pub(crate) lines: &'a Lines<'a>,
    /// Whether tags without quotes count as well.
    pub(crate) bare: bool,
}

/// How two entity-tags are compared (§8.8.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Strong,
    Weak,
}

impl EntityTags<'_> {
    /// Whether the field is `*`, with any number of empty members around it.
    ///
    /// A `*` that a client or a proxy sent twice is no list, but it can mean only one thing, and a
    /// create-only write must not overwrite what is there because of it.
    #[inline]
    pub(crate) fn is_any(self) -> bool {
        match self.lines.single().map(HeaderValue::as_bytes) {
            // Nearly every field opens with a tag.
            Some([b'"' | b'W', ..]) => false,
            _ => self.has_only_stars(),
        }
    }

    /// Whether there is a `*`, and no member that is anything else.
    fn has_only_stars(self) -> bool {
        let mut found = false;
        for line in self.lines.iter() {
            match count_stars(line.as_bytes()) {
                Some(stars) => found |= stars > 0,
                None => return false,
            }
        }
        found
    }

    /// Whether the only member is a `*` in quotes, which some clients send where they mean `*`.
    pub(crate) fn is_quoted_any(self) -> bool {
        let (mut count, mut is_quoted_star) = (0, false);
        let has_second = self.any_member(|member| {
            count += 1;
            is_quoted_star = member == b"\"*\"";
            count == 2
        });
        is_quoted_star && !has_second
    }

    /// Whether one of the listed tags is `tag`.
    #[inline]
    pub(crate) fn contains(self, tag: &ETag, comparison: Comparison) -> bool {
        if comparison == Comparison::Strong && tag.is_weak() {
            return false;
        }
        let quoted = tag.quoted();
        match self.lines.single().map(HeaderValue::as_bytes) {
            // Nearly every client sends back the one tag it was given: then no list is read.
            Some(only) if unmarked(only, comparison) == quoted => true,
            // Nor is it where there is no room for a second member.
            Some(only) if only.len() <= quoted.len() && !self.bare => false,
            _ => self.lists(tag, comparison),
        }
    }

    #[inline(never)]
    fn lists(self, tag: &ETag, comparison: Comparison) -> bool {
        let (quoted, opaque) = (tag.quoted(), tag.opaque());
        let searched = if self.bare { opaque } else { quoted };
        self.may_hold(searched)
            && self.any_member(|member| {
                let text = without_mark(member);
                // A weak tag strongly equals none, whether or not it has quotes.
                let counts = comparison == Comparison::Weak || text.len() == member.len();
                counts && (text == quoted || (self.bare && text == opaque))
            })
    }

    /// Searching a long line for the tag's text takes a fraction of the time that reading it does.
    fn may_hold(self, text: &[u8]) -> bool {
        self.lines.iter().map(HeaderValue::as_bytes).any(|line| {
            line.len() >= text.len()
                && (line.len() < LONG || memchr::memmem::find(line, text).is_some())
        })
    }

    /// Whether the field says anything at all: `*`, or a tag before any fault.
    pub(crate) fn says_something(self) -> bool {
        self.is_any() || self.any_member(|_| true)
    }

    /// Whether one of the members is wanted; they are asked about in order, up to the first fault.
    #[inline]
    fn any_member(self, mut is_wanted: impl FnMut(&[u8]) -> bool) -> bool {
        for line in self.lines.iter().map(HeaderValue::as_bytes) {
            let mut positions = member_positions(line, self.bare);
            let found = positions.any(|position| line.get(position).is_some_and(&mut is_wanted));
            if found || positions.is_faulty() {
                return found;
            }
        }
        false
    }
}

/// From this length on, a line is searched before it is read.
const LONG: usize = 1024;

/// How many members of the line are `*`, if none of them is anything else.
fn count_stars(line: &[u8]) -> Option<usize> {
    let (mut stars, mut may_open) = (0, true);
    for octet in line {
        match octet {
            b'*' if may_open => {
                stars += 1;
                may_open = false;
            }
            b',' => may_open = true,
            b' ' | b'\t' => {}
            _ => return None,
        }
    }
    Some(stars)
}

/// What of a member is compared: the mark of a weak tag is looked over, or keeps it from being equal.
fn unmarked(member: &[u8], comparison: Comparison) -> &[u8] {
    match comparison {
        Comparison::Strong => member,
        Comparison::Weak => without_mark(member),
    }
}

#[cfg(test)]
mod tests;
