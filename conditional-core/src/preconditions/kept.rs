//! The conditional fields of a request, kept.

use http::{HeaderMap, HeaderValue, Method, header};

use super::{
    clock::Clock,
    dialect::Dialect,
    field::ConditionalField::{IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince},
    fields::{Fields, Range},
    lines::{Lines, Steps},
    present::Present,
};
use crate::last_modified::LastModified;

/// The preconditions of a request: its method and its conditional fields.
///
/// It owns what it needs, so that it can outlive the request; [`Fields`] borrows instead, and
/// [`as_fields`](Self::as_fields) asks it everything that `Fields` can be asked.
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
    clock: Clock<'static>,
    dialect: Dialect,
    present: Present,
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
            clock: Clock::default(),
            dialect: Dialect::new(),
            present: fields.steps.present,
            if_match: keep(IfMatch),
            if_unmodified_since: keep(IfUnmodifiedSince),
            if_none_match: keep(IfNoneMatch),
            if_modified_since: keep(IfModifiedSince),
            if_range: keep(IfRange),
            has_range: headers.contains_key(header::RANGE),
        }
    }

    /// The same, at this time.
    ///
    /// It matters to dates in `If-Modified-Since` and `If-Range`, since a further change may fall
    /// into their second until that is over, and to those with a two-digit year
    /// ([`LastModified::parse`]).
    ///
    /// ```
    /// use conditional_core::{Decision, LastModified, Preconditions, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let at = LastModified::from_unix_seconds;
    /// let headers = HeaderMap::from_iter([(header::IF_MODIFIED_SINCE, HeaderValue::from(at(100)))]);
    /// let preconditions = Preconditions::new(&Method::GET, &headers);
    /// let page = Representation::present().with_last_modified(at(100));
    ///
    /// assert!(!preconditions.clone().at(at(101)).evaluate(&page).is_proceed());
    /// assert_eq!(preconditions.at(at(100)).evaluate(&page), Decision::Proceed);
    /// ```
    #[must_use]
    pub fn at(mut self, now: impl Into<LastModified>) -> Self {
        self.clock = self.clock.stopped_at(now.into());
        self
    }

    /// The same, where the server's clock and its database's may differ by this many seconds: a
    /// date's second counts as over only when it is that much older than now.
    ///
    /// ```
    /// use conditional_core::{Decision, LastModified, Preconditions, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let at = LastModified::from_unix_seconds;
    /// let headers = HeaderMap::from_iter([(header::IF_MODIFIED_SINCE, HeaderValue::from(at(100)))]);
    /// let preconditions = Preconditions::new(&Method::GET, &headers).at(at(102));
    /// let page = Representation::present().with_last_modified(at(100));
    ///
    /// assert!(!preconditions.evaluate(&page).is_proceed());
    /// assert_eq!(preconditions.with_margin(3).evaluate(&page), Decision::Proceed);
    /// ```
    #[must_use]
    pub const fn with_margin(mut self, seconds: u32) -> Self {
        self.clock = self.clock.with_margin(seconds);
        self
    }

    /// The same, read in the dialect of another protocol.
    ///
    /// ```
    /// use conditional_core::{Dialect, ETag, Preconditions, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let unquoted = HeaderValue::from_static("7");
    /// let headers = HeaderMap::from_iter([(header::IF_MATCH, unquoted)]);
    /// let preconditions = Preconditions::new(&Method::PUT, &headers);
    /// let object = Representation::present().with_etag(ETag::from(7));
    ///
    /// assert!(!preconditions.evaluate(&object).is_proceed());
    /// let s3 = Dialect::new().with_bare_tags();
    /// assert!(preconditions.with_dialect(s3).evaluate(&object).is_proceed());
    /// ```
    #[must_use]
    pub const fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// The method of the request.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// Which of the five fields are there. Not public API, as [`Present`] is not.
    #[doc(hidden)]
    #[must_use]
    pub const fn fields_present(&self) -> Present {
        self.present
    }

    /// The same, borrowed.
    ///
    /// ```
    /// use conditional_core::{ConditionalField, Preconditions};
    /// use http::{HeaderMap, Method};
    ///
    /// let none = Preconditions::new(&Method::GET, &HeaderMap::new());
    /// assert!(none.as_fields().is_empty());
    /// assert!(!none.as_fields().has(ConditionalField::IfMatch));
    /// ```
    #[must_use]
    pub fn as_fields(&self) -> Fields<'_> {
        Fields {
            method: &self.method,
            clock: self.clock,
            dialect: self.dialect,
            steps: Steps {
                present: self.present,
                if_match: self.if_match.as_lines(),
                if_unmodified_since: self.if_unmodified_since.as_lines(),
                if_none_match: self.if_none_match.as_lines(),
                if_modified_since: self.if_modified_since.as_lines(),
                if_range: self.if_range.as_lines(),
            },
            range: Range::Kept(self.has_range),
        }
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
