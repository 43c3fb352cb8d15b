//! The conditional fields of a request, borrowed.

use http::{HeaderMap, Method, header};

use super::{
    clock::Clock,
    dialect::Dialect,
    field::ConditionalField::{
        self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince,
    },
    lines::{Lines, Steps},
    present::Present,
};
use crate::last_modified::LastModified;

/// The conditional fields of a request, borrowed from it: the same as
/// [`Preconditions`](crate::Preconditions), without keeping anything.
///
/// ```
/// use conditional_core::{ConditionalField, Decision, ETag, Fields, Representation};
/// use http::Request;
///
/// let request = Request::get("/").header("If-None-Match", "\"7\"").body(())?;
/// let fields = Fields::new(request.method(), request.headers());
/// // The tag decides alone: the modification date need not be looked up.
/// let tagged = Representation::present().with_etag(ETag::from(7));
/// let decision = fields.evaluate_without_date(&tagged);
/// assert_eq!(decision, Some(Decision::NotModified(ConditionalField::IfNoneMatch)));
/// # Ok::<_, http::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    pub(super) method: &'a Method,
    pub(super) clock: Clock<'a>,
    pub(super) dialect: Dialect,
    pub(super) steps: Steps<'a>,
    pub(super) range: Range<'a>,
}

/// Whether there is a `Range`, which is rare and looked up only when asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Range<'a> {
    Within(&'a HeaderMap),
    Kept(bool),
}

impl<'a> Fields<'a> {
    /// Finds the fields of a request.
    #[must_use]
    #[inline]
    pub fn new(method: &'a Method, headers: &'a HeaderMap) -> Self {
        Self {
            steps: Steps::of(headers),
            ..Self::unread(method, headers, Dialect::new())
        }
    }

    /// None of the fields yet: [`find`](Self::find) finds them.
    ///
    /// Not public API: `conditional-axum` uses it, and it may change in any release.
    #[doc(hidden)]
    #[must_use]
    pub const fn unread(method: &'a Method, headers: &'a HeaderMap, dialect: Dialect) -> Self {
        Self {
            method,
            clock: Clock::UNKNOWN,
            dialect,
            steps: Steps::NONE,
            range: Range::Within(headers),
        }
    }

    /// Finds the fields of a request that may be asked for them more than once: where it is known which
    /// are present, only those are looked up; where it is not, it is noted.
    ///
    /// ```
    /// use conditional_core::{ConditionalField, Dialect, Fields};
    /// use http::{HeaderMap, Method};
    ///
    /// let (headers, mut present) = (HeaderMap::new(), None);
    /// let mut fields = Fields::unread(&Method::GET, &headers, Dialect::new());
    /// fields.find(&headers, &mut present);
    /// assert!(fields.is_empty());
    /// assert!(present.is_some_and(|present| !present.decides()));
    /// ```
    ///
    /// They are found where they stand: to return them would copy all of them.
    #[doc(hidden)]
    #[inline]
    pub fn find(&mut self, headers: &'a HeaderMap, present: &mut Option<Present>) {
        self.steps.find(headers, *present);
        *present = Some(self.steps.present);
    }

    /// The same, at this time: see [`with_clock`](Self::with_clock).
    #[must_use]
    pub fn at(mut self, now: impl Into<LastModified>) -> Self {
        self.clock = self.clock.stopped_at(now.into());
        self
    }

    /// The same, with a clock; it returns `None` where there is none to read.
    ///
    /// It is asked only where a date needs it: where the date in `If-Modified-Since` or `If-Range`
    /// would decide, since a further change may fall into its second until that is over (§8.8.2.2),
    /// and where a date has a two-digit year ([`LastModified::parse`]). Without a clock, every
    /// second counts as over.
    ///
    /// ```
    /// use conditional_core::{Decision, Fields, LastModified, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let noon = LastModified::from_unix_seconds(1_790_000_000);
    /// let headers = HeaderMap::from_iter([(header::IF_MODIFIED_SINCE, HeaderValue::from(noon))]);
    /// let page = Representation::present().with_last_modified(noon);
    ///
    /// // At noon, the page may still change a second time at noon.
    /// let clock = || Some(noon);
    /// let fields = Fields::new(&Method::GET, &headers).with_clock(&clock);
    /// assert_eq!(fields.evaluate(&page), Decision::Proceed);
    /// ```
    #[must_use]
    pub fn with_clock(
        mut self,
        now: &'a (dyn Fn() -> Option<LastModified> + Send + Sync + 'a),
    ) -> Self {
        self.clock = self.clock.asking(now);
        self
    }

    /// The same, where the server's clock and its database's may differ by this many seconds: a
    /// date's second counts as over only when it is that much older than now.
    ///
    /// ```
    /// use conditional_core::{Decision, Fields, LastModified, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let at = LastModified::from_unix_seconds;
    /// let headers = HeaderMap::from_iter([(header::IF_MODIFIED_SINCE, HeaderValue::from(at(100)))]);
    /// let fields = Fields::new(&Method::GET, &headers).at(at(102));
    /// let page = Representation::present().with_last_modified(at(100));
    ///
    /// assert!(!fields.evaluate(&page).is_proceed());
    /// assert_eq!(fields.with_margin(3).evaluate(&page), Decision::Proceed);
    /// ```
    #[must_use]
    pub fn with_margin(mut self, seconds: u32) -> Self {
        self.clock = self.clock.with_margin(seconds);
        self
    }

    /// The same, read in the dialect of another protocol.
    ///
    /// ```
    /// use conditional_core::{Dialect, ETag, Fields, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let headers = HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_static("7"))]);
    /// let object = Representation::present().with_etag(ETag::from(7));
    /// let s3 = Dialect::new().with_bare_tags();
    /// assert!(Fields::new(&Method::PUT, &headers).with_dialect(s3).evaluate(&object).is_proceed());
    /// ```
    #[must_use]
    pub fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// The method of the request.
    #[must_use]
    pub const fn method(&self) -> &'a Method {
        self.method
    }

    /// Whether none of the five fields is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.guards_write() && !self.has(IfModifiedSince) && !self.has(IfRange)
    }

    /// Whether the field is there, whether or not its value can be read.
    ///
    /// ```
    /// use conditional_core::{ConditionalField, Fields};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let headers = HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_static("no tag"))]);
    /// let fields = Fields::new(&Method::PUT, &headers);
    /// assert!(fields.has(ConditionalField::IfMatch) && fields.guards_write() && !fields.is_empty());
    /// ```
    #[must_use]
    pub fn has(&self, field: ConditionalField) -> bool {
        self.steps.present.has(field)
    }

    /// Whether a write is conditional: `If-Match`, `If-None-Match` or `If-Unmodified-Since` is
    /// there.
    #[must_use]
    pub fn guards_write(&self) -> bool {
        self.has(IfMatch) || self.has(IfNoneMatch) || self.has(IfUnmodifiedSince)
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) fn has_range(&self) -> bool {
        match self.range {
            Range::Within(headers) => headers.contains_key(header::RANGE),
            Range::Kept(has_range) => has_range,
        }
    }

    /// Whether the second of `date` is over, as far as is known: until then, a further change may
    /// fall into it.
    pub(crate) fn is_over(&self, date: LastModified) -> bool {
        self.clock.is_over(date)
    }

    pub(super) fn lines(&self, field: ConditionalField) -> Lines<'a> {
        match field {
            IfMatch => self.steps.if_match,
            IfUnmodifiedSince => self.steps.if_unmodified_since,
            IfNoneMatch => self.steps.if_none_match,
            IfModifiedSince => self.steps.if_modified_since,
            IfRange => self.steps.if_range,
        }
    }
}
