//! Which precondition counts where one is required.

use crate::{
    preconditions::{
        ConditionalField::{IfMatch, IfUnmodifiedSince},
        EntityTags, Fields,
    },
    representation::Representation,
};

impl Fields<'_> {
    /// Whether a write to this representation is guarded by a precondition that counts: what
    /// `428 Precondition Required` (RFC 6585) asks for.
    ///
    /// A field that cannot refuse anything does not count: an `If-None-Match` without `*` and
    /// without a tag, an `If-Unmodified-Since` that is ignored since it is unreadable or meets a
    /// representation without a known date.
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
        let dated = || !representation.is_present() || representation.last_modified().is_some();
        self.has(IfMatch)
            || EntityTags(self.if_none_match()).says_something()
            || (self.date(IfUnmodifiedSince).is_some() && dated())
    }
}
