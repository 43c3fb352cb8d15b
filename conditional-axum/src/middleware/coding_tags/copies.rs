//! The copies of one representation, a tag for each: what request and response side share.

use axum::http::header::HeaderValue;
use conditional_core::{ETag, tag_positions};

use super::coding::Accepted;
use super::suffix::{self, Freed};

/// A read, as far as the response depends on it.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) is_head: bool,
    /// Whether the copy that the client holds may have a coding.
    pub(super) may_be_coded: bool,
    /// What it said in `If-None-Match`, if it has one.
    pub(super) sent: Option<Sent>,
}

/// What a read said in `If-None-Match`.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// The lines, as they came, in which a tag was rewritten or is weak: most often none.
    pub(super) lines: Vec<HeaderValue>,
    pub(super) accepted: Accepted,
}

impl Sent {
    /// The first of the client's tags that stands for a copy of `etag`, if it is another tag than
    /// that: it has a coding, or is weak.
    pub(super) fn copy(&self, etag: &ETag) -> Option<HeaderValue> {
        let tag = self.tags().find(|tag| self.is_copy(etag, tag))?;
        let (is_weak, opaque) = split(tag)?;
        let is_coded = suffix::free(opaque).is_some_and(|freed| freed.coding.is_some());
        (is_coded || is_weak).then(|| HeaderValue::from_bytes(tag).ok())?
    }

    fn tags(&self) -> impl Iterator<Item = &[u8]> {
        self.lines.iter().flat_map(|line| {
            let text = line.as_bytes();
            tag_positions(text).filter_map(|position| text.get(position))
        })
    }

    fn is_copy(&self, etag: &ETag, tag: &[u8]) -> bool {
        let Some((_, opaque)) = split(tag) else {
            return false;
        };
        match suffix::free(opaque) {
            None => opaque == etag.opaque(),
            Some(freed) => {
                freed.opaque == etag.opaque() && is_acceptable(freed, Some(self.accepted))
            }
        }
    }
}

/// Whether the client can use the copy that the tag names.
pub(super) fn is_acceptable(freed: Freed<'_>, accepted: Option<Accepted>) -> bool {
    match (freed.coding, accepted) {
        (Some(coding), Some(accepted)) => accepted.includes(coding),
        (None, _) | (_, None) => true,
    }
}

/// Whether a tag is weak, and what stands between its quotes.
pub(super) fn split(tag: &[u8]) -> Option<(bool, &[u8])> {
    match tag {
        [b'W', b'/', b'"', opaque @ .., b'"'] => Some((true, opaque)),
        [b'"', opaque @ .., b'"'] => Some((false, opaque)),
        _ => None,
    }
}
