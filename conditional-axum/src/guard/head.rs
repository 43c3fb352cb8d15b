//! What the guard keeps of the request until the decision.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, Method, Uri, Version, header};
use conditional_core::{ConditionalField, Dialect, Fields, Present, Representation};

use crate::settings::GuardSettings;

/// The part of the request's head that a decision needs, moved out of it, not cloned.
#[derive(Debug)]
pub struct Head {
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    pub(crate) extensions: Extensions,
    pub(crate) content: Option<Body>,
}

impl Head {
    /// All of it, for an extractor that reads the request before the decision: what the decision
    /// needs stays here, and the `Range` that `If-Range` is about.
    #[must_use]
    pub fn lend(&mut self) -> Self {
        let mut kept = HeaderMap::new();
        let names = FIELDS.map(ConditionalField::header_name);
        for name in names.into_iter().chain([header::RANGE]) {
            for value in self.headers.get_all(&name) {
                kept.append(&name, value.clone());
            }
        }
        Self {
            method: self.method.clone(),
            headers: std::mem::replace(&mut self.headers, kept),
            extensions: self.extensions.clone(),
            content: self.content.take(),
        }
    }

    /// The request again, with what the decision did not need.
    pub(crate) fn into_request(self, uri: Uri, version: Version) -> Request {
        let mut request = Request::new(self.content.unwrap_or_default());
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.version_mut() = version;
        *request.headers_mut() = self.headers;
        *request.extensions_mut() = self.extensions;
        request
    }

    /// The conditional fields, borrowed, once they are [found](Self::find).
    #[inline]
    pub(crate) const fn fields(&self, dialect: Dialect) -> Fields<'_> {
        Fields::unread(&self.method, &self.headers, dialect)
    }

    /// Finds those that are `present`, where that is known; otherwise it is told.
    #[inline]
    pub(crate) fn find<'h>(&'h self, fields: &mut Fields<'h>, present: &mut Option<Present>) {
        fields.find(&self.headers, present);
    }

    #[inline]
    pub(crate) fn settings(&self) -> &GuardSettings {
        GuardSettings::of(&self.extensions)
    }

    /// Takes the fields out that are decided by now, for anything that reads the request after the guard.
    ///
    /// A file service, say, must not decide them again by validators of its own, and must not honour
    /// a `Range` that `If-Range` withdraws.
    pub(crate) fn remove_decided(
        &mut self,
        present: Option<Present>,
        representation: &Representation,
    ) {
        let Some(present) = present else {
            return;
        };
        if present.has(ConditionalField::IfRange) {
            self.decide_range(representation);
        }
        for field in FIELDS {
            if present.has(field) {
                self.headers.remove(field.header_name());
            }
        }
    }

    #[cold]
    fn decide_range(&mut self, representation: &Representation) {
        let fields = Fields::new(&self.method, &self.headers);
        if !self.settings().read(fields).range_applies(representation) {
            self.headers.remove(header::RANGE);
        }
    }
}

/// Empties the map of a head that is no longer needed: its memory serves the response.
#[inline]
pub(crate) fn salvage_headers(headers: &mut HeaderMap) {
    if headers.capacity() > SALVAGEABLE {
        *headers = HeaderMap::new();
    } else {
        headers.clear();
    }
}

/// The emptied extensions, for the same purpose.
#[inline]
pub(crate) fn salvage_extensions(mut extensions: Extensions) -> Extensions {
    extensions.clear();
    extensions
}

/// Larger maps are given back at once instead of living as long as the response.
const SALVAGEABLE: usize = 64;

const FIELDS: [ConditionalField; 5] = [
    ConditionalField::IfMatch,
    ConditionalField::IfUnmodifiedSince,
    ConditionalField::IfNoneMatch,
    ConditionalField::IfModifiedSince,
    ConditionalField::IfRange,
];
