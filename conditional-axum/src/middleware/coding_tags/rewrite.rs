//! Rewrites the tags in the lines of a field.

use std::ops::Range;

use axum::http::header::{Entry, HeaderMap, HeaderName, HeaderValue};
use conditional_core::tag_positions;

use super::copies::split;
use super::suffix::{self, Freed};

/// Changes the tags of every line; what is malformed, and all that follows it, stays.
pub(super) fn rewrite(
    headers: &mut HeaderMap,
    name: HeaderName,
    mut change: impl FnMut(bool, Option<Freed<'_>>) -> Change,
) -> Rewritten {
    let (mut found, mut before, mut has_dropped) = (Found::Nothing, Vec::new(), false);
    let Entry::Occupied(mut lines) = headers.entry(name) else {
        return Rewritten { found, before };
    };
    for line in lines.iter_mut() {
        let mut rewriter = Rewriter::new(line.as_bytes());
        let mut positions = tag_positions(line.as_bytes());
        for position in positions.by_ref() {
            found = found.max(rewriter.tag(position, &mut change));
        }
        let (is_faulty, has_weak) = (positions.is_faulty(), rewriter.has_weak);
        has_dropped |= rewriter.has_dropped;
        if let Some(rewritten) = rewriter.finish(is_faulty && has_dropped) {
            before.push(std::mem::replace(line, rewritten));
        } else if has_weak {
            before.push(line.clone());
        }
        if is_faulty {
            break;
        }
    }
    Rewritten { found, before }
}

/// What was done to a field.
pub(super) struct Rewritten {
    pub(super) found: Found,
    /// The lines that were rewritten or have a weak tag, as they came.
    pub(super) before: Vec<HeaderValue>,
}

/// What was on the tags of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    Nothing,
    /// The mark of a tag without a coding.
    Marked,
    Coded,
}

/// What becomes of one tag.
pub(super) enum Change {
    Keep,
    Drop,
    Free { is_weak: bool },
}

/// Copies a line, but for its tags.
struct Rewriter<'a> {
    line: &'a [u8],
    /// Up to here the line is copied.
    copied: usize,
    /// The end of the last tag.
    read: usize,
    rewritten: Vec<u8>,
    has_weak: bool,
    has_dropped: bool,
}

impl<'a> Rewriter<'a> {
    const fn new(line: &'a [u8]) -> Self {
        Self {
            line,
            copied: 0,
            read: 0,
            rewritten: Vec::new(),
            has_weak: false,
            has_dropped: false,
        }
    }

    fn tag(
        &mut self,
        position: Range<usize>,
        change: &mut impl FnMut(bool, Option<Freed<'_>>) -> Change,
    ) -> Found {
        self.read = position.end;
        let Some((is_weak, opaque)) = self.line.get(position.clone()).and_then(split) else {
            return Found::Nothing;
        };
        self.has_weak |= is_weak;
        let freed = suffix::free(opaque);
        match change(is_weak, freed) {
            Change::Keep => return Found::Nothing,
            Change::Drop => {
                self.has_dropped = true;
                self.replace(position, &[]);
            }
            Change::Free { is_weak: weak } => {
                let opaque = freed.map_or(opaque, |freed| freed.opaque);
                let prefix: &[u8] = if weak { b"W/\"" } else { b"\"" };
                self.replace(position, &[prefix, opaque, b"\""]);
            }
        }
        match freed.and_then(|freed| freed.coding) {
            Some(_) => Found::Coded,
            None => Found::Marked,
        }
    }

    fn replace(&mut self, position: Range<usize>, with: &[&[u8]]) {
        let before = self.line.get(self.copied..position.start);
        self.rewritten.extend_from_slice(before.unwrap_or_default());
        for piece in with {
            self.rewritten.extend_from_slice(piece);
        }
        self.copied = position.end;
    }

    /// The line as it goes on, if anything of it changes. `needs_fault` says that it ends in a fault
    /// and that tags before it, in this line or another one, were dropped.
    fn finish(mut self, needs_fault: bool) -> Option<HeaderValue> {
        if self.copied == 0 && !needs_fault {
            return None;
        }
        let end = if needs_fault {
            self.read
        } else {
            self.line.len()
        };
        let rest = self.line.get(self.copied..end).unwrap_or_default();
        self.rewritten.extend_from_slice(rest);
        if needs_fault {
            // Without the tags before it, the fault might be a list of its own: `"zz-br", *`.
            self.rewritten.extend_from_slice(FAULT);
        }
        if self.rewritten.is_empty() {
            // A list without members is there all the same, and some take an empty one as absent.
            self.rewritten.push(b',');
        }
        HeaderValue::try_from(self.rewritten).ok()
    }
}

/// What is a malformed member wherever it stands.
const FAULT: &[u8] = b",\"";
