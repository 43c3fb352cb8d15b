//! What the guard keeps of the request until the decision.

use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, header};
use conditional_core::{ConditionalField, Fields, Representation};

use crate::{Preconditions, clock};

/// The request's head, in the form that costs the least for the handler's last argument.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "a box would be the wrapper's only allocation"
)]
#[expect(
    clippy::exhaustive_enums,
    reason = "private: only generated code sees it"
)]
pub enum Head {
    /// Nothing else needs the request.
    Parts(Parts),
    /// The body extractor needs it later.
    Request(Request),
    /// An extractor consumed it already.
    Kept(Preconditions),
}

impl Head {
    /// The conditional fields, borrowed.
    #[inline]
    pub(crate) fn fields(&self) -> Fields<'_> {
        match self {
            Self::Parts(parts) => Fields::new(&parts.method, &parts.headers),
            Self::Request(request) => Fields::new(request.method(), request.headers()),
            Self::Kept(preconditions) => preconditions.as_fields(),
        }
        .at(clock::now)
    }

    /// The request's method.
    #[inline]
    pub(crate) fn method(&self) -> &Method {
        match self {
            Self::Parts(parts) => &parts.method,
            Self::Request(request) => request.method(),
            Self::Kept(preconditions) => preconditions.method(),
        }
    }

    /// The emptied maps of a request that nobody will look at again: their memory serves the response.
    #[inline]
    pub(crate) fn salvage(&mut self) -> (HeaderMap, Extensions) {
        let (headers, extensions) = match self {
            Self::Parts(parts) => (&mut parts.headers, &mut parts.extensions),
            Self::Request(_) | Self::Kept(_) => return Default::default(),
        };
        extensions.clear();
        (emptied(headers), std::mem::take(extensions))
    }

    /// The request for the body extractor, without the fields that are decided by now.
    ///
    /// What reads the request behind the guard (a file service, say) must not decide them again by
    /// validators of its own, and must not honour a `Range` that `If-Range` withdraws.
    pub(crate) fn take_request(&mut self, representation: &Representation) -> Option<Request> {
        let nothing = Self::Kept(Preconditions::of(self.method(), &HeaderMap::new()));
        let Self::Request(mut request) = std::mem::replace(self, nothing) else {
            return None;
        };
        if !Fields::new(request.method(), request.headers()).is_empty() {
            settle_fields(&mut request, representation);
        }
        Some(request)
    }
}

/// Large maps are given back at once instead of living as long as the response.
const SALVAGEABLE: usize = 64;

fn emptied(headers: &mut HeaderMap) -> HeaderMap {
    let mut headers = std::mem::take(headers);
    if headers.capacity() > SALVAGEABLE {
        return HeaderMap::new();
    }
    headers.clear();
    headers
}

const DECIDED: [ConditionalField; 5] = [
    ConditionalField::IfMatch,
    ConditionalField::IfUnmodifiedSince,
    ConditionalField::IfNoneMatch,
    ConditionalField::IfModifiedSince,
    ConditionalField::IfRange,
];

fn settle_fields(request: &mut Request, representation: &Representation) {
    let fields = Fields::new(request.method(), request.headers()).at(clock::now);
    if fields.has(ConditionalField::IfRange) && !fields.range_applies(representation) {
        request.headers_mut().remove(header::RANGE);
    }
    for field in DECIDED {
        request.headers_mut().remove(field.header_name());
    }
}
