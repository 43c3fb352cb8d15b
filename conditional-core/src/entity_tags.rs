//! `*` or a list of entity-tags, the value of `If-Match` and `If-None-Match`.

use http::HeaderValue;

use crate::{
    ETag,
    grammar::{State, read},
    lines::Lines,
};

/// The value of a list field, all of its lines (RFC 9110 §5.3), read only as far as asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntityTags<'a>(pub(crate) Lines<'a>);

/// How two entity-tags are compared (RFC 9110 §8.8.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Strong,
    Weak,
}

impl EntityTags<'_> {
    /// Whether the field is `*`: its one member, however many empty ones stand around it.
    pub(crate) fn is_any(self) -> bool {
        self.may_be_any() && self.read_all() == State::Any
    }

    /// Whether one of the listed tags is `tag`.
    ///
    /// Members are read in order, over all lines. What is read before a malformed member counts,
    /// what follows it does not.
    pub(crate) fn contains(self, tag: &ETag, comparison: Comparison) -> bool {
        if tag.is_weak() && comparison == Comparison::Strong {
            return false;
        }
        let lines = || self.0.iter().map(HeaderValue::as_bytes);
        let found = lines().position(|line| line_contains(line, tag, comparison));
        found.is_some_and(|index| lines().take(index).all(is_well_formed))
    }

    /// A list that begins with a tag is not `*`; that spares most fields the reading.
    fn may_be_any(self) -> bool {
        let first = self
            .0
            .iter()
            .next()
            .and_then(|line| line.as_bytes().first());
        !matches!(first, Some(b'"' | b'W'))
    }

    fn read_all(self) -> State {
        self.0.iter().fold(State::Fresh, |state, line| {
            read(read(state, b","), line.as_bytes())
        })
    }
}

/// Whether reading goes on after this line.
fn is_well_formed(line: &[u8]) -> bool {
    matches!(
        read(State::Fresh, line),
        State::Fresh | State::Between | State::Closed
    )
}

fn line_contains(line: &[u8], tag: &ETag, comparison: Comparison) -> bool {
    if line == tag.as_bytes() {
        return true;
    }
    let quoted = tag.quoted();
    let mut state = State::Fresh;
    let mut rest = line;
    while let Some(at) = memchr::memmem::find(rest, quoted) {
        let (before, hit) = rest.split_at(at);
        state = read(state, before);
        let opens = match comparison {
            Comparison::Weak => matches!(state, State::Fresh | State::Between | State::Weak),
            Comparison::Strong => matches!(state, State::Fresh | State::Between),
        };
        let (hit, after) = hit.split_at(quoted.len());
        if opens && member_ends(after) {
            return true;
        }
        state = read(state, hit);
        rest = after;
        if state == State::Fault {
            return false;
        }
    }
    false
}

fn member_ends(after: &[u8]) -> bool {
    matches!(after.trim_ascii_start().first(), None | Some(b','))
}
