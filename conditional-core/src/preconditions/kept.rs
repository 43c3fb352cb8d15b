//! The conditional fields of a request, kept.

use http::{HeaderMap, HeaderValue, Method, header};

use super::{
    field::ConditionalField::{
        self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince,
    },
    fields::{Clock, Fields, Ranges},
    lines::Lines,
};
use crate::last_modified::LastModified;

/// The preconditions of a request: its method and its conditional fields.
///
/// It owns what it needs, so that it can outlive the request; [`Fields`] borrows instead.
///
/// ```
/// use conditional_core::{ConditionalField, Decision, Preconditions, Representation};
/// use http::Request;
///
/// // Create, but do not overwrite.
/// let request = Request::put("/new").header("If-None-Match", "*").body(())?;
/// let preconditions = Preconditions::new(request.method(), request.headers());
///
/// assert_eq!(preconditions.evaluate(&Representation::Missing), Decision::Proceed);
/// assert_eq!(
///     preconditions.evaluate(&Representation::present()),
///     Decision::PreconditionFailed(ConditionalField::IfNoneMatch),
/// );
/// # Ok::<_, http::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Preconditions {
    method: Method,
    now: Option<LastModified>,
    if_match: KeptLines,
    if_unmodified_since: KeptLines,
    if_none_match: KeptLines,
    if_modified_since: KeptLines,
    if_range: KeptLines,
    has_range: bool,
}

/// The lines of one field; only several of them need an allocation.
#[derive(Clone, Debug)]
enum KeptLines {
    Absent,
    One(HeaderValue),
    Several(Vec<HeaderValue>),
}

impl Preconditions {
    /// Keeps the conditional fields of a request. The values are shared, not copied; nothing is
    /// allocated unless a field has several lines.
    #[must_use]
    pub fn new(method: &Method, headers: &HeaderMap) -> Self {
        let fields = Fields::new(method, headers);
        let keep = |field| KeptLines::from(fields.lines(field));
        Self {
            method: method.clone(),
            now: None,
            if_match: keep(IfMatch),
            if_unmodified_since: keep(IfUnmodifiedSince),
            if_none_match: keep(IfNoneMatch),
            if_modified_since: keep(IfModifiedSince),
            if_range: keep(IfRange),
            has_range: headers.contains_key(header::RANGE),
        }
    }

    /// The same, at this time. It matters to dates with a two-digit year
    /// ([`LastModified::parse`]), and to those in `If-Range`: while their second lasts, a second
    /// change may fall into it.
    #[must_use]
    pub fn at(mut self, now: impl Into<LastModified>) -> Self {
        self.now = Some(now.into());
        self
    }

    /// Whether none of the five fields is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_fields().is_empty()
    }

    /// Whether the field is there, be its value readable or not.
    #[must_use]
    pub fn has(&self, field: ConditionalField) -> bool {
        self.as_fields().has(field)
    }

    /// The method of the request.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// Whether a write is conditional: `If-Match`, `If-None-Match` or `If-Unmodified-Since` is
    /// there. What has none of them may be answered 428.
    #[must_use]
    pub fn guards_write(&self) -> bool {
        self.as_fields().guards_write()
    }

    /// The same, borrowed.
    #[must_use]
    pub fn as_fields(&self) -> Fields<'_> {
        Fields::kept(
            &self.method,
            self.now.map_or(Clock::Unknown, Clock::At),
            [
                &self.if_match,
                &self.if_unmodified_since,
                &self.if_none_match,
                &self.if_modified_since,
            ]
            .map(KeptLines::as_lines),
            Ranges::Kept {
                if_range: self.if_range.as_lines(),
                has_range: self.has_range,
            },
        )
    }
}

impl KeptLines {
    fn as_lines(&self) -> Lines<'_> {
        match self {
            Self::Absent => Lines::Absent,
            Self::One(only) => Lines::One(only),
            Self::Several(lines) => Lines::Kept(lines),
        }
    }
}

impl From<Lines<'_>> for KeptLines {
    fn from(lines: Lines<'_>) -> Self {
        match lines {
            Lines::Absent => Self::Absent,
            Lines::One(only) => Self::One(only.clone()),
            Lines::InMap(..) | Lines::Kept(_) => Self::Several(lines.iter().cloned().collect()),
        }
    }
}
