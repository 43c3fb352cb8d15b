//! Frees the tags of a request.

use std::ops::Range;

use axum::http::Request;
use axum::http::header::{self, Entry, HeaderMap, HeaderName, HeaderValue};
use conditional_core::{is_safe_read, tag_positions};

use super::coding::Accepted;
use super::copies::{Sent, is_acceptable, split};
use super::suffix::{self, Author, Freed};

/// Frees all tags of the request; what the client sent is kept where a 304 will need it.
pub(super) fn free<B>(request: &mut Request<B>, lenient_if_match: bool) -> Option<Sent> {
    let reads = is_safe_read(request.method());
    let headers = request.headers_mut();
    settle_if_range(headers);
    let if_match = free_if_match(headers, lenient_if_match);
    if if_match.found == Found::Coded && reads {
        // The client has a coded copy, and a part of any other one does not fit it.
        headers.remove(header::RANGE);
    }
    // A write may name every copy it knows; a read wants one that it can use.
    let accepted = reads.then(|| Accepted::of_request(headers));
    let is_asked = headers.contains_key(header::IF_NONE_MATCH);
    let lines = free_if_none_match(headers, accepted).before;
    accepted
        .filter(|_| is_asked)
        .map(|accepted| Sent { lines, accepted })
}

/// What was done to a field.
struct Rewritten {
    found: Found,
    /// The lines that are not as they came, as they came.
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

fn free_if_none_match(headers: &mut HeaderMap, accepted: Option<Accepted>) -> Rewritten {
    rewrite(headers, header::IF_NONE_MATCH, |is_weak, freed| {
        let Some(freed) = freed else {
            return Change::Keep;
        };
        if is_acceptable(freed, accepted) {
            Change::Free { is_weak }
        } else {
            Change::Drop
        }
    })
}

/// A part of a coded copy is continued by the same coding only, which compression on the way out
/// does not give: it leaves parts alone. So the answer is to be the whole.
fn settle_if_range(headers: &mut HeaderMap) {
    let is_coded = headers.get_all(header::IF_RANGE).iter().any(|line| {
        let opaque = only_tag(line.as_bytes()).map(|(_, opaque)| opaque);
        let freed = opaque.and_then(suffix::free);
        freed.is_some_and(|freed| freed.coding.is_some())
    });
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

/// The tag that is the whole of a value.
fn only_tag(value: &[u8]) -> Option<(bool, &[u8])> {
    tag_positions(value)
        .next()
        .and_then(|position| split(value.get(position)?))
}

/// Changes the tags of every line; what is malformed, and all that follows it, stays.
fn rewrite(
    headers: &mut HeaderMap,
    name: HeaderName,
    mut change: impl FnMut(bool, Option<Freed<'_>>) -> Change,
) -> Rewritten {
    let (mut found, mut before) = (Found::Nothing, Vec::new());
    // Asked first, since `entry` makes room for a field that is not there.
    if !headers.contains_key(&name) {
        return Rewritten { found, before };
    }
    let Entry::Occupied(mut lines) = headers.entry(name) else {
        return Rewritten { found, before };
    };
    for line in lines.iter_mut() {
        let mut rewriter = Rewriter::new(line.as_bytes());
        for position in tag_positions(line.as_bytes()) {
            found = found.max(rewriter.tag(position, &mut change));
        }
        if let Some(rewritten) = rewriter.finish() {
            before.push(std::mem::replace(line, rewritten));
        }
    }
    Rewritten { found, before }
}

/// Copies a line, but for its tags.
struct Rewriter<'a> {
    line: &'a [u8],
    /// Up to here the line is copied.
    copied: usize,
    rewritten: Vec<u8>,
}

impl<'a> Rewriter<'a> {
    const fn new(line: &'a [u8]) -> Self {
        Self {
            line,
            copied: 0,
            rewritten: Vec::new(),
        }
    }

    fn tag(
        &mut self,
        position: Range<usize>,
        change: &mut impl FnMut(bool, Option<Freed<'_>>) -> Change,
    ) -> Found {
        let Some((is_weak, opaque)) = self.line.get(position.clone()).and_then(split) else {
            return Found::Nothing;
        };
        let freed = suffix::free(opaque);
        match change(is_weak, freed) {
            Change::Keep => return Found::Nothing,
            Change::Drop => self.replace(position, &[]),
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

    fn finish(mut self) -> Option<HeaderValue> {
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
