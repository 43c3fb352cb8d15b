//! Reads a line of entity-tags up to ever later positions.

use super::{automaton, grammar::State};
use crate::etag::is_etagc;

/// Where a line has been read to.
pub(crate) struct Reader<'a> {
    line: &'a [u8],
    at: usize,
    state: State,
    /// Of the tag that is looked for, without a mark.
    length: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(line: &'a [u8], length: usize) -> Self {
        Self {
            line,
            at: 0,
            state: State::Between,
            length,
        }
    }

    /// The state before the byte at `at`.
    pub(crate) fn read_to(&mut self, at: usize) -> State {
        let mut unread = self.line.get(self.at..at).unwrap_or_default();
        if self.state == State::Between {
            unread = behind_alike(unread, self.length);
        }
        self.state = automaton::read(self.state, unread);
        self.at = at;
        self.state
    }
}

/// What follows the first members of a list, as long as their tags have one length and `, ` stands
/// between: so writes a client that has stored several of our answers, and it is read a tag at a time.
fn behind_alike(list: &[u8], length: usize) -> &[u8] {
    let is_weak = list.starts_with(b"W/");
    let mark = if is_weak { "W/".len() } else { 0 };
    let size = mark + length + ", ".len();
    let members = list.chunks_exact(size);
    let alike = members.take_while(|member| is_alike(member, is_weak));
    list.get(alike.count() * size..).unwrap_or_default()
}

// Told whether to expect a mark, instead of looking for one: this way the loop over the members is
// compiled for each of both, and more than twice as fast.
fn is_alike(member: &[u8], is_weak: bool) -> bool {
    let strong = if is_weak {
        member.strip_prefix(b"W/")
    } else {
        Some(member)
    };
    let Some([b'"', inside @ .., b'"', b',', b' ']) = strong else {
        return false;
    };
    // Read to the end even after a fault: so a compiler compares many bytes at once.
    inside
        .iter()
        .fold(0, |faults, byte| faults | u8::from(!is_etagc(*byte)))
        == 0
}
