//! The one reader of lists of entity-tags.
//!
//! ```text
//! list       = [ entity-tag ] *( OWS "," OWS [ entity-tag ] )
//! entity-tag = [ %s"W/" ] DQUOTE *etagc DQUOTE
//! etagc      = %x21 / %x23-7E / obs-text
//! ```

use std::ops::Range;

use crate::etag::tag_length;

/// Where the entity-tags stand in one line of `If-Match`, `If-None-Match` or `If-Range`, in order.
///
/// A malformed member ends the reading, and so does a `*`. Not public API: `conditional-axum` uses
/// it, and it may change in any release.
#[must_use]
pub const fn tag_positions(line: &[u8]) -> TagPositions<'_> {
    member_positions(line, false)
}

/// The same, where tags without quotes may be members too.
pub(super) const fn member_positions(line: &[u8], bare: bool) -> TagPositions<'_> {
    TagPositions {
        line,
        at: 0,
        bare,
        is_faulty: false,
    }
}

/// The iterator of [`tag_positions`].
#[derive(Clone, Debug)]
pub struct TagPositions<'a> {
    line: &'a [u8],
    /// Up to here the line is read.
    at: usize,
    /// Whether tags without quotes are members too.
    bare: bool,
    is_faulty: bool,
}

impl TagPositions<'_> {
    /// Whether the reading has ended at a malformed member: then the rest of the field, further
    /// lines included, says nothing.
    #[must_use]
    pub const fn is_faulty(&self) -> bool {
        self.is_faulty
    }
}

impl Iterator for TagPositions<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        let unread = skip_separators(self.line.get(self.at..)?);
        let start = self.line.len() - unread.len();
        // Nothing is left to read, unless a member turns up.
        self.at = self.line.len();
        if unread.is_empty() {
            return None;
        }
        let length = member_length(unread, self.bare);
        self.is_faulty = length.is_none();
        self.at = start + length?;
        Some(start..self.at)
    }
}

/// Skips white space, commas and with them the empty members that a recipient must accept (§5.6.1.2).
const fn skip_separators(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t' | b',', rest @ ..] = text {
        text = rest;
    }
    text
}

/// The length of the member at the beginning of `text`; none if it is malformed.
fn member_length(text: &[u8], bare: bool) -> Option<usize> {
    let length = match tag_length(text) {
        None if bare => bare_length(text),
        quoted => quoted,
    }?;
    ends_member(text.get(length..)?).then_some(length)
}

/// The length of the tag without quotes at the beginning of `text`. A `*` is none.
fn bare_length(text: &[u8]) -> Option<usize> {
    let ends = |octet: &u8| matches!(octet, b' ' | b'\t' | b',');
    let length = text.iter().position(ends).unwrap_or(text.len());
    let tag = text.get(..length)?;
    let is_tag = !matches!(tag, b"*" | b"W/") && !tag.contains(&b'"');
    is_tag.then_some(length)
}

/// Whether a member may end before this text: `"a"x` is not the tag `"a"`.
const fn ends_member(mut after: &[u8]) -> bool {
    while let [b' ' | b'\t', rest @ ..] = after {
        after = rest;
    }
    matches!(after, [] | [b',', ..])
}
