//! Whether a write is guarded, where that is required (RFC 6585 §3).

use http::Method;

use super::method::is_safe;
use crate::{
    preconditions::{
        ConditionalField::{IfMatch, IfNoneMatch, IfUnmodifiedSince},
        Fields,
    },
    representation::Representation,
};

impl Fields<'_> {
    /// Whether a precondition counts that can refuse a write to this representation: what
    /// `428 Precondition Required` (RFC 6585) asks for.
    ///
    /// A field that cannot refuse anything does not count: an `If-None-Match` without `*` and
    /// without a tag, an `If-Unmodified-Since` that is ignored because it cannot be read or because
    /// the representation has no known date.
    ///
    /// ```
    /// use conditional_core::{ETag, Fields, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let tagged = Representation::present().with_etag(ETag::from(1));
    /// let date = HeaderValue::from_static("Sat, 29 Oct 1994 19:43:31 GMT");
    /// let headers = HeaderMap::from_iter([(header::IF_UNMODIFIED_SINCE, date)]);
    /// assert!(!Fields::new(&Method::PUT, &headers).protects(&tagged));
    /// ```
    #[must_use]
    pub fn protects(&self, representation: &Representation) -> bool {
        let is_dated = || !representation.is_present() || representation.last_modified().is_some();
        self.has(IfMatch)
            || self.tags(IfNoneMatch).says_something()
            || (self.date(IfUnmodifiedSince).is_some() && is_dated())
    }

    /// Whether a request that may change this representation comes without a precondition that
    /// [`protects`](Self::protects) it: where one is required, the answer is 428 (RFC 6585 §3).
    ///
    /// ```
    /// use conditional_core::{Fields, Representation};
    /// use http::{HeaderMap, Method};
    ///
    /// let (none, page) = (HeaderMap::new(), Representation::present());
    /// assert!(Fields::new(&Method::PUT, &none).lacks_precondition(&page));
    /// assert!(!Fields::new(&Method::GET, &none).lacks_precondition(&page));
    /// ```
    #[must_use]
    pub fn lacks_precondition(&self, representation: &Representation) -> bool {
        let may_change = !is_safe(self.method()) && *self.method() != Method::CONNECT;
        may_change && !self.protects(representation)
    }
}
