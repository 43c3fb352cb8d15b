//! What the guard keeps of the request until the decision.

use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, header};
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
    /// Of a request that nothing else needs any more.
    #[inline]
    pub(crate) fn of(parts: Parts, content: Body) -> Self {
        Self {
            method: parts.method,
            headers: parts.headers,
            extensions: parts.extensions,
            content: Some(content),
        }
    }

    /// All of it, for an extractor that reads the request before the decision: what the decision
    /// needs stays here.
    pub(crate) fn lend(&mut self) -> Self {
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

    /// All of it; nothing stays.
    #[inline]
    pub(crate) fn take(&mut self) -> Self {
        Self {
            method: std::mem::take(&mut self.method),
            headers: std::mem::take(&mut self.headers),
            extensions: std::mem::take(&mut self.extensions),
            content: self.content.take(),
        }
    }

    /// The request again, but for what the decision does not need.
    pub(crate) fn into_request(self) -> Request {
        let mut request = Request::new(self.content.unwrap_or_default());
        *request.method_mut() = self.method;
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
    pub(crate) fn remove_decided(&mut self, representation: &Representation) {
        let fields = self.fields();
        let withdraws_range = fields.has(ConditionalField::IfRange)
            && !self.settings().read(fields).range_applies(representation);
        // Most requests have none of them, or one: to look them all up again costs more.
        let decided = FIELDS.map(|field| fields.has(field).then_some(field));
        if withdraws_range {
            self.headers.remove(header::RANGE);
        }
        for field in decided.into_iter().flatten() {
            self.headers.remove(field.header_name());
        }
    }
}

/// The emptied map of a head that is no longer needed: its memory serves the response.
#[inline]
pub(crate) fn salvage_headers(mut headers: HeaderMap) -> HeaderMap {
    if headers.capacity() > SALVAGEABLE {
        return HeaderMap::new();
    }
    headers.clear();
    headers
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
