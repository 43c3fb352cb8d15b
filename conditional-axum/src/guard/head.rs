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
    pub(crate) content: Body,
}

impl Head {
    /// Of a request that nothing else needs any more.
    #[inline]
    pub(crate) fn of(parts: Parts, content: Body) -> Self {
        Self {
            method: parts.method,
            headers: parts.headers,
            extensions: parts.extensions,
            content,
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
            content: std::mem::take(&mut self.content),
        }
    }

    /// The request again, but for what the decision does not need.
    pub(crate) fn into_request(self) -> Request {
        let mut request = Request::new(self.content);
        *request.method_mut() = self.method;
        *request.headers_mut() = self.headers;
        *request.extensions_mut() = self.extensions;
        request
    }

    /// Whether there is a `Range` that must not be answered, since `If-Range` does not hold.
    pub(crate) fn withdraws_range(&self, representation: &Representation) -> bool {
        let fields = Fields::new(&self.method, &self.headers);
        fields.has(ConditionalField::IfRange)
            && !self.settings().read(fields).range_applies(representation)
    }

    /// The conditional fields, borrowed.
    #[inline]
    pub(crate) fn fields(&self) -> Fields<'_> {
        let fields = Fields::new(&self.method, &self.headers);
        let is_dated = fields.has(ConditionalField::IfModifiedSince)
            || fields.has(ConditionalField::IfUnmodifiedSince);
        // Looked up only where a date may need the clock.
        if is_dated {
            self.settings().read(fields)
        } else {
            fields
        }
    }

    pub(crate) fn settings(&self) -> &GuardSettings {
        GuardSettings::of(&self.extensions)
    }

    /// Takes the fields out that are decided by now, for anything that reads the request after the guard.
    ///
    /// A file service, say, must not decide them again by validators of its own, and must not honour
    /// a `Range` that `If-Range` withdraws.
    pub(crate) fn remove_decided(&mut self, representation: &Representation) {
        let fields = self.fields();
        if fields.is_empty() {
            return;
        }
        if self.withdraws_range(representation) {
            self.headers.remove(header::RANGE);
        }
        for field in FIELDS {
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
