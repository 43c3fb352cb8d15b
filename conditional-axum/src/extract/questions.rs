//! What [`Preconditions`] tells of the request.

use axum::http::Method;
use conditional_core::{ConditionalField, Representation};

use crate::extract::preconditions::Preconditions;

impl Preconditions {
    /// Whether a `Range` is there and to be honoured, given that the decision is to proceed.
    ///
    /// ```
    /// use axum::http::Request;
    /// use conditional_axum::{ETag, Preconditions, Representation};
    ///
    /// let request = Request::get("/film").header("range", "bytes=6-").header("if-range", "\"1\"").body(())?;
    /// let preconditions = Preconditions::of(request.method(), request.headers());
    /// let film = |version: u64| Representation::present().with_etag(ETag::from(version));
    /// assert!(preconditions.range_applies(&film(1)));
    /// assert!(!preconditions.range_applies(&film(2))); // send all of it
    /// # Ok::<_, axum::http::Error>(())
    /// ```
    #[must_use]
    pub fn range_applies(&self, representation: &Representation) -> bool {
        self.fields().range_applies(representation)
    }

    /// Whether the field is there, whether or not its value can be read.
    #[must_use]
    pub fn has(&self, field: ConditionalField) -> bool {
        self.fields().has(field)
    }

    /// Whether none of the five conditional fields is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields().is_empty()
    }

    /// The method of the request.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.fields().method()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::*;

    #[test]
    fn a_field_is_there_if_it_was_sent_whatever_it_says() {
        let fields = HeaderMap::from_iter([(http::header::IF_MATCH, "?".parse().unwrap())]);
        let preconditions = Preconditions::of(&Method::PUT, &fields);
        assert!(preconditions.has(ConditionalField::IfMatch));
        assert!(!preconditions.has(ConditionalField::IfNoneMatch));
        assert!(!preconditions.is_empty());
        assert!(Preconditions::of(&Method::PUT, &HeaderMap::new()).is_empty());
    }
}
