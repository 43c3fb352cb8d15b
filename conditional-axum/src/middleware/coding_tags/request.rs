//! Frees the tags of a request.

use std::ops::Range;

use axum::http::header::{self, Entry, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Request};
use conditional_core::{is_safe_read, tag_positions};

use super::coding::{Accepted, asks_for_coding};
use super::copies::{Read, Sent, split};
use super::suffix::{self, Author, Freed};

/// Frees all tags of the request; of a read, what its response depends on is kept.
pub(super) fn free<B>(request: &mut Request<B>, lenient_if_match: bool) -> Option<Read> {
    let reads = is_safe_read(request.method());
    let is_head = *request.method() == Method::HEAD;
    let headers = request.headers_mut();
    let said = Said::in_fields(headers);
    if said.has_if_range {
        settle_if_range(headers);
    }
    if said.if_match == Tags::Marked {
        let if_match = free_if_match(headers, lenient_if_match);
        if if_match.found == Found::Coded && reads {
            // The client has a coded copy, and a part of any other one does not fit it.
            headers.remove(header::RANGE);
        }
    }
    let sent = free_if_none_match(headers, said.if_none_match, reads);
    reads.then_some(Read {
        is_head,
        // Of interest in a 304 by date only.
        may_be_coded: said.is_dated && sent.is_none() && asks_for_coding(headers),
        sent,
    })
}

/// What a request says: found in one walk over its fields, which takes less time than to look each
/// of them up.
#[derive(Default)]
struct Said {
    if_match: Tags,
    if_none_match: Tags,
    has_if_range: bool,
    /// Whether an `If-Modified-Since` is there.
    is_dated: bool,
}

/// Whether there is anything to take off the tags of a field.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Tags {
    #[default]
    Absent,
    /// No: all of them are strong, and have no suffix.
    Plain,
    /// One of them is weak or has a suffix.
    Marked,
}

impl Said {
    #[inline]
    fn in_fields(headers: &HeaderMap) -> Self {
        let mut said = Self::default();
        for (name, line) in headers {
            match *name {
                header::IF_MATCH => said.if_match = said.if_match.max(Tags::of_line(line)),
                header::IF_NONE_MATCH => {
                    said.if_none_match = said.if_none_match.max(Tags::of_line(line));
                }
                header::IF_RANGE => said.has_if_range = true,
                header::IF_MODIFIED_SINCE => said.is_dated = true,
                _ => {}
            }
        }
        said
    }
}

impl Tags {
    fn of_line(line: &HeaderValue) -> Self {
        let text = line.as_bytes();
        let is_marked = |position| {
            let tag = text.get(position).and_then(split);
            tag.is_some_and(|(is_weak, opaque)| is_weak || suffix::free(opaque).is_some())
        };
        if tag_positions(text).any(is_marked) {
            Self::Marked
        } else {
            Self::Plain
        }
    }
}

/// What was done to a field.
struct Rewritten {
    found: Found,
    /// The lines that were rewritten or have a weak tag, as they came.
    before: Vec<HeaderValue>,
}

/// What was on the tags of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Nothing,
    /// The mark of a tag without a coding.
    Marked,
    Coded,
}

/// What becomes of one tag.
enum Change {
    Keep,
    Drop,
    Free { is_weak: bool },
}

fn free_if_match(headers: &mut HeaderMap, lenient: bool) -> Rewritten {
    rewrite(headers, header::IF_MATCH, |is_weak, freed| {
        let is_ours = !is_weak && freed.is_none_or(|freed| freed.author == Author::Layer);
        match freed {
            _ if lenient && (is_weak || freed.is_some()) => Change::Free { is_weak: false },
            Some(_) if is_ours => Change::Free { is_weak },
            _ => Change::Keep,
        }
    })
}

/// A write may name every copy it knows; a read needs one that it can use.
fn free_if_none_match(headers: &mut HeaderMap, tags: Tags, reads: bool) -> Option<Sent> {
    match tags {
        Tags::Absent => None,
        Tags::Plain => Some(Sent::default()),
        Tags::Marked => {
            let accepted = if reads {
                Accepted::of_request(headers)
            } else {
                Accepted::ALL
            };
            let lines = rewrite_if_none_match(headers, accepted).before;
            Some(Sent { lines, accepted })
        }
    }
}

fn rewrite_if_none_match(headers: &mut HeaderMap, accepted: Accepted) -> Rewritten {
    rewrite(headers, header::IF_NONE_MATCH, |is_weak, freed| {
        let Some(freed) = freed else {
            return Change::Keep;
        };
        if accepted.allows(freed.coding) {
            Change::Free { is_weak }
        } else {
            Change::Drop
        }
    })
}

/// A part of a coded copy is continued by the same coding only, which compression on the way out
/// does not give: it leaves parts alone. So the answer is to be the whole. A date does not tell
/// which copy the client holds a part of.
fn settle_if_range(headers: &mut HeaderMap) {
    let Some(line) = headers.get(header::IF_RANGE) else {
        return;
    };
    let is_coded = match first_tag(line.as_bytes()) {
        Some((_, opaque)) => suffix::free(opaque).is_some_and(|freed| freed.coding.is_some()),
        None => asks_for_coding(headers),
    };
    if is_coded {
        headers.remove(header::IF_RANGE);
        headers.remove(header::RANGE);
        return;
    }
    rewrite(headers, header::IF_RANGE, |is_weak, freed| match freed {
        Some(_) => Change::Free { is_weak },
        None => Change::Keep,
    });
}

/// The tag at the beginning of a value.
fn first_tag(value: &[u8]) -> Option<(bool, &[u8])> {
    let position = tag_positions(value).next()?;
    split(value.get(position)?)
}

/// Changes the tags of every line; what is malformed, and all that follows it, stays.
fn rewrite(
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
        if needs_fault {
            // Without the tags before it, the fault might be a list of its own: `"zz-br", *`.
            let kept = self.line.get(self.copied..self.read).unwrap_or_default();
            self.rewritten.extend_from_slice(kept);
            self.rewritten.extend_from_slice(FAULT);
            return HeaderValue::try_from(self.rewritten).ok();
        }
        if self.copied == 0 {
            return None;
        }
        let rest = self.line.get(self.copied..).unwrap_or_default();
        self.rewritten.extend_from_slice(rest);
        if self.rewritten.is_empty() {
            // A list without members is there all the same, and some take an empty one as absent.
            self.rewritten.push(b',');
        }
        HeaderValue::try_from(self.rewritten).ok()
    }
}

/// What is a malformed member wherever it stands.
const FAULT: &[u8] = b",\"";
