//! The conditional fields of a request, borrowed.

use http::{HeaderMap, HeaderValue, Method, header};

use super::{
    field::ConditionalField::{
        self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince,
    },
    lines::Lines,
};
use crate::last_modified::LastModified;

/// The conditional fields of a request, borrowed from it: the same as
/// [`Preconditions`](crate::Preconditions), without keeping anything.
///
/// ```
/// use conditional_core::{ConditionalField, Decision, ETag, Fields};
/// use http::Request;
///
/// let request = Request::get("/").header("If-None-Match", "\"7\"").body(())?;
/// let fields = Fields::new(request.method(), request.headers());
/// // The tag decides alone: the modification date need not be looked up.
/// let decision = fields.evaluate_etag(Some(&ETag::from(7)));
/// assert_eq!(decision, Some(Decision::NotModified(ConditionalField::IfNoneMatch)));
/// # Ok::<_, http::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    method: &'a Method,
    clock: Clock,
    if_match: Lines<'a>,
    if_unmodified_since: Lines<'a>,
    if_none_match: Lines<'a>,
    if_modified_since: Lines<'a>,
    ranges: Ranges<'a>,
}

/// Where "now" comes from, for those who must know it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clock {
    Unknown,
    At(LastModified),
    Ask(fn() -> LastModified),
}

/// `If-Range` and `Range`, which are rare and looked up only when asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ranges<'a> {
    Within(&'a HeaderMap),
    Kept {
        if_range: Lines<'a>,
        has_range: bool,
    },
}

impl<'a> Fields<'a> {
    /// Finds the fields of a request.
    #[must_use]
    #[inline]
    pub fn new(method: &'a Method, headers: &'a HeaderMap) -> Self {
        let lines = if headers.len() <= FEW {
            walk(headers)
        } else {
            look_up(headers)
        };
        Self::kept(method, Clock::Unknown, lines, Ranges::Within(headers))
    }

    /// The same, with a clock. It is read only where a date has a two-digit year
    /// ([`LastModified::parse`]) or stands in `If-Range`.
    #[must_use]
    #[inline]
    pub fn at(mut self, now: fn() -> LastModified) -> Self {
        self.clock = Clock::Ask(now);
        self
    }

    /// Whether none of the five fields is there.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        !self.guards_write() && !self.has(IfModifiedSince) && !self.has(IfRange)
    }

    /// Whether the field is there, be its value readable or not.
    #[must_use]
    #[inline]
    pub fn has(&self, field: ConditionalField) -> bool {
        self.lines(field).is_present()
    }

    /// Whether a write is conditional: `If-Match`, `If-None-Match` or `If-Unmodified-Since` is
    /// there.
    #[must_use]
    #[inline]
    pub fn guards_write(&self) -> bool {
        self.has(IfMatch) || self.has(IfNoneMatch) || self.has(IfUnmodifiedSince)
    }

    /// Whether the client sent `date` in this field exactly as we write it.
    #[inline]
    pub(crate) fn echoes(&self, field: ConditionalField, date: LastModified) -> bool {
        let line = self.lines(field).single();
        line.is_some_and(|line| date.matches_text(line.as_bytes()))
    }

    /// What [`Preconditions`](crate::Preconditions) kept, the lines in the order of §13.2.2.
    pub(crate) fn kept(
        method: &'a Method,
        clock: Clock,
        [
            if_match,
            if_unmodified_since,
            if_none_match,
            if_modified_since,
        ]: [Lines<'a>; 4],
        ranges: Ranges<'a>,
    ) -> Self {
        Self {
            method,
            clock,
            if_match,
            if_unmodified_since,
            if_none_match,
            if_modified_since,
            ranges,
        }
    }

    #[inline]
    pub(crate) fn method(&self) -> &'a Method {
        self.method
    }

    #[inline]
    pub(crate) fn if_match(&self) -> &Lines<'a> {
        &self.if_match
    }

    #[inline]
    pub(crate) fn if_none_match(&self) -> &Lines<'a> {
        &self.if_none_match
    }

    #[inline]
    pub(crate) fn lines(&self, field: ConditionalField) -> Lines<'a> {
        match field {
            IfMatch => self.if_match,
            IfUnmodifiedSince => self.if_unmodified_since,
            IfNoneMatch => self.if_none_match,
            IfModifiedSince => self.if_modified_since,
            IfRange => self.ranges.if_range(),
        }
    }

    /// The date of a field that has one valid line.
    #[inline]
    pub(crate) fn date(&self, field: ConditionalField) -> Option<LastModified> {
        let text = self.lines(field).single().map(HeaderValue::as_bytes)?;
        match self.clock {
            Clock::Unknown => LastModified::parse_by_pivot(text),
            Clock::At(now) => LastModified::parse(text, || now).ok(),
            Clock::Ask(now) => LastModified::parse(text, now).ok(),
        }
    }

    pub(crate) fn has_range(&self) -> bool {
        match self.ranges {
            Ranges::Within(headers) => headers.contains_key(header::RANGE),
            Ranges::Kept { has_range, .. } => has_range,
        }
    }

    /// Whether the second of `date` is over, as far as is known: until then, a second change may
    /// fall into it.
    pub(crate) fn is_past(&self, date: LastModified) -> bool {
        self.clock.now().is_none_or(|now| date < now)
    }
}

/// Up to so many headers, walking over all of them is faster than looking four up.
const FEW: usize = 16;

/// The fields of steps 1 to 4, in the order of the steps; each found where its name is a constant.
fn look_up(headers: &HeaderMap) -> [Lines<'_>; 4] {
    [
        Lines::find(headers, IfMatch),
        Lines::find(headers, IfUnmodifiedSince),
        Lines::find(headers, IfNoneMatch),
        Lines::find(headers, IfModifiedSince),
    ]
}

#[inline]
fn walk(headers: &HeaderMap) -> [Lines<'_>; 4] {
    let mut found = [Lines::Absent; 4];
    for (name, value) in headers {
        let [
            if_match,
            if_unmodified_since,
            if_none_match,
            if_modified_since,
        ] = &mut found;
        let (lines, field) = match *name {
            header::IF_MATCH => (if_match, IfMatch),
            header::IF_UNMODIFIED_SINCE => (if_unmodified_since, IfUnmodifiedSince),
            header::IF_NONE_MATCH => (if_none_match, IfNoneMatch),
            header::IF_MODIFIED_SINCE => (if_modified_since, IfModifiedSince),
            _ => continue,
        };
        *lines = match lines {
            Lines::Absent => Lines::One(value),
            _ => Lines::InMap(headers, field),
        };
    }
    found
}

impl Clock {
    fn now(self) -> Option<LastModified> {
        match self {
            Self::Unknown => None,
            Self::At(now) => Some(now),
            Self::Ask(now) => Some(now()),
        }
    }
}

impl<'a> Ranges<'a> {
    fn if_range(self) -> Lines<'a> {
        match self {
            Self::Within(headers) => Lines::find(headers, IfRange),
            Self::Kept { if_range, .. } => if_range,
        }
    }
}
