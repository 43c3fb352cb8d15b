//! Frees the tags of a request.

use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, Request};
use conditional_core::{is_safe_read, tag_positions};

use super::coding::{Accepted, asks_for_coding};
use super::copies::{Read, Sent, split};
use super::rewrite::{Change, Found, Rewritten, rewrite};
use super::suffix::{self, Author};

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
