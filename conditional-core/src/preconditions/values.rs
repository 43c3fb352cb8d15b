//! What the fields of a request say.

use http::HeaderValue;

use super::{
    entity_tags::{Comparison, EntityTags},
    field::ConditionalField::{
        self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince,
    },
    fields::Fields,
};
use crate::{
    etag::{ETag, is_etag},
    last_modified::LastModified,
};

impl<'a> Fields<'a> {
    /// Whether the field says anything that can be read: `*`, an entity-tag, a date.
    ///
    /// ```
    /// use conditional_core::{ConditionalField, Fields};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let unquoted = HeaderValue::from_static("2");
    /// let headers = HeaderMap::from_iter([(header::IF_MATCH, unquoted)]);
    /// let fields = Fields::new(&Method::PUT, &headers);
    /// assert!(fields.has(ConditionalField::IfMatch));
    /// assert!(!fields.can_read(ConditionalField::IfMatch));
    /// ```
    #[must_use]
    pub fn can_read(&self, field: ConditionalField) -> bool {
        match field {
            IfMatch | IfNoneMatch => self.tags(field).says_something(),
            IfUnmodifiedSince | IfModifiedSince => self.date(field).is_some(),
            IfRange => self.date(field).is_some() || self.single(field).is_some_and(is_etag),
        }
    }

    /// Whether `If-Match` names this tag by weak comparison, which decides nothing there: the tag was
    /// strong when it left, and something on the way made it weak, such as a proxy that compresses.
    ///
    /// ```
    /// use conditional_core::{ETag, Fields};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let weakened = HeaderValue::from_static("W/\"7\"");
    /// let headers = HeaderMap::from_iter([(header::IF_MATCH, weakened)]);
    /// let fields = Fields::new(&Method::PUT, &headers);
    /// assert!(fields.names_weakly(&ETag::from(7)));
    /// assert!(!fields.names_weakly(&ETag::from(6)));
    /// ```
    #[must_use]
    pub fn names_weakly(&self, etag: &ETag) -> bool {
        self.tags(IfMatch).contains(etag, Comparison::Weak)
    }

    /// The client's date in this field, where it is `date` exactly as we write it: it can go back
    /// into the answer, and nothing is rendered.
    ///
    /// Not public API: `conditional-axum` uses it, and it may change in any release.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn echo(&self, field: ConditionalField, date: LastModified) -> Option<&'a HeaderValue> {
        let line = self.lines(field).single()?;
        date.matches_text(line.as_bytes()).then_some(line)
    }

    /// The value of `If-Match` or of `If-None-Match`, as a list.
    pub(crate) fn tags(&self, field: ConditionalField) -> EntityTags<'_> {
        let lines = match field {
            IfMatch => &self.steps.if_match,
            _ => &self.steps.if_none_match,
        };
        EntityTags {
            lines,
            bare: self.dialect.reads_bare_tags(),
        }
    }

    /// The value of a field that has one line. White space around it, which HTTP/2 delivers, is no
    /// part of it (§5.5).
    #[inline]
    pub(crate) fn single(&self, field: ConditionalField) -> Option<&'a [u8]> {
        let line = self.lines(field).single()?;
        Some(line.as_bytes().trim_ascii())
    }

    /// The date of a field that has one valid line.
    #[inline]
    pub(crate) fn date(&self, field: ConditionalField) -> Option<LastModified> {
        LastModified::parse(self.single(field)?, || self.clock.now()).ok()
    }
}
