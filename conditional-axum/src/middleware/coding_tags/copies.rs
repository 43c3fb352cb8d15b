//! The copies of one representation, a tag for each: what request and response side share.

use axum::http::header::HeaderValue;
use conditional_core::tag_positions;

use super::coding::Accepted;
use super::suffix;

/// A read, as far as the response depends on it.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) is_head: bool,
    /// Whether the copy that the client holds may have a coding, where it told its date only.
    pub(super) may_be_coded: bool,
    /// What it said in `If-None-Match`, if it has one.
    pub(super) sent: Option<Sent>,
}

/// What a read said in `If-None-Match`.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    /// The lines, as they came, in which a tag was rewritten or is weak: most often none.
    pub(super) lines: Vec<HeaderValue>,
    /// Which codings it takes; of interest only where there are lines.
    pub(super) accepted: Accepted,
}

impl Sent {
    /// The first of the client's tags that stands for a copy of the strong tag with this text, if it
    /// is another tag than that: it has a coding, or is weak.
    pub(super) fn copy(&self, opaque: &[u8]) -> Option<HeaderValue> {
        let tag = self.tags().find(|tag| self.is_copy(opaque, tag))?;
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

    fn is_copy(&self, of: &[u8], tag: &[u8]) -> bool {
        let Some((_, opaque)) = split(tag) else {
            return false;
        };
        match suffix::free(opaque) {
            None => opaque == of,
            Some(freed) => freed.opaque == of && self.accepted.allows(freed.coding),
        }
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
