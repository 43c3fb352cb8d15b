//! What the guard keeps of the request until the decision.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, Method, Uri, Version, header};
use conditional_core::{ConditionalField, Fields, Representation};

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
    /// needs stays here.
    #[must_use]
    pub fn lend(&mut self) -> Self {
        let mut kept = HeaderMap::new();
        for field in FIELDS {
            let name = field.header_name();
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

    /// The conditional fields, borrowed.
    #[inline]
    pub(crate) fn fields(&self) -> Fields<'_> {
        Fields::new(&self.method, &self.headers)
    }

    /// As [`fields`](Self::fields), with the clock of the settings: where a date is read.
    #[inline]
    pub(crate) fn dated_fields(&self) -> Fields<'_> {
        self.settings().read(self.fields())
    }

    #[inline]
    pub(crate) fn settings(&self) -> &GuardSettings {
        GuardSettings::of(&self.extensions)
    }

    /// Takes the fields out that are decided by now, for anything that reads the request after the guard.
    ///
    /// A file service, say, must not decide them again by validators of its own, and must not honour
    /// a `Range` that `If-Range` withdraws.
    pub(crate) fn remove_decided(&mut self, conditional: bool, representation: &Representation) {
        if self.headers.contains_key(header::IF_RANGE) {
            self.decide_range(representation);
        }
        if conditional {
            for field in self.decided_fields() {
                self.headers.remove(field.header_name());
            }
        }
    }

    #[cold]
    fn decide_range(&mut self, representation: &Representation) {
        if !self.dated_fields().range_applies(representation) {
            self.headers.remove(header::RANGE);
        }
        self.headers.remove(header::IF_RANGE);
    }

    /// Which fields are there that are decided before the handler runs.
    ///
    /// Only the names are read, which takes less than to look each of the four up.
    pub(crate) fn decided_fields(&self) -> impl Iterator<Item = ConditionalField> + use<> {
        let mut found = [None; 4];
        for name in self.headers.keys() {
            let [
                if_match,
                if_unmodified_since,
                if_none_match,
                if_modified_since,
            ] = &mut found;
            match *name {
                header::IF_MATCH => *if_match = Some(ConditionalField::IfMatch),
                header::IF_UNMODIFIED_SINCE => {
                    *if_unmodified_since = Some(ConditionalField::IfUnmodifiedSince);
                }
                header::IF_NONE_MATCH => *if_none_match = Some(ConditionalField::IfNoneMatch),
                header::IF_MODIFIED_SINCE => {
                    *if_modified_since = Some(ConditionalField::IfModifiedSince);
                }
                _ => {}
            }
        }
        found.into_iter().flatten()
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
