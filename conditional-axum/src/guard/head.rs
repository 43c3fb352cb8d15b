//! What the guard keeps of the request until the decision.

use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, header};
use conditional_core::{ConditionalField, Fields, Representation};

use crate::clock;

/// The part of the request's head that a decision needs, moved out of it, not cloned.
#[derive(Debug)]
pub struct Head {
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    pub(crate) extensions: Extensions,
}

impl Head {
    /// Of a request that nothing else needs any more.
    #[inline]
    pub(crate) fn of(parts: Parts) -> Self {
        Self {
            method: parts.method,
            headers: parts.headers,
            extensions: parts.extensions,
        }
    }

    /// The conditional fields of a request that an extractor is about to consume.
    pub(crate) fn kept(request: &Request) -> Self {
        let mut headers = HeaderMap::new();
        for field in FIELDS {
            let name = field.header_name();
            for value in request.headers().get_all(&name) {
                headers.append(&name, value.clone());
            }
        }
        Self {
            method: request.method().clone(),
            headers,
            extensions: Extensions::new(),
        }
    }

    /// The conditional fields, borrowed.
    #[inline]
    pub(crate) fn fields(&self) -> Fields<'_> {
        Fields::new(&self.method, &self.headers).at(clock::now)
    }

    /// Takes the fields out that are decided by now, for whoever reads the request behind the guard.
    ///
    /// A file service, say, must not decide them again by validators of its own, and must not honour
    /// a `Range` that `If-Range` withdraws.
    pub(crate) fn remove_decided(&mut self, representation: &Representation) {
        let fields = self.fields();
        if fields.is_empty() {
            return;
        }
        let withdrawn =
            fields.has(ConditionalField::IfRange) && !fields.range_applies(representation);
        if withdrawn {
            self.headers.remove(header::RANGE);
        }
        for field in FIELDS {
            self.headers.remove(field.header_name());
        }
    }
}

/// The emptied map of a head that nobody will look at again: its memory serves the response.
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
