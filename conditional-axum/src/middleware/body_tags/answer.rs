//! What replaces a response that the client need not get.

use axum::body::Body;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, response};
use axum::response::Response;
use conditional_core::{Decision, Representation};
use http_body::Body as _;

use crate::extract::preconditions::Preconditions;
use crate::response::not_modified::NoContent;
use crate::response::{not_modified, problem};

/// The 304 or 412 that replaces a 200, with all of its headers that are not about the content.
pub(super) fn instead_of(
    mut parts: response::Parts,
    decision: Decision,
    representation: Representation,
    request: &Preconditions,
) -> Response {
    remove(&mut parts.headers, &CONTENT);
    let mut response = if let Decision::NotModified(_) = decision {
        if representation.etag().is_some() {
            parts.headers.remove(header::LAST_MODIFIED);
        }
        remove_nonces(&mut parts.headers);
        let is_head = *request.method() == Method::HEAD;
        let settings = || request.settings();
        let mut response =
            not_modified::response(&mut parts.headers, representation, is_head, settings);
        *response.extensions_mut() = parts.extensions;
        response.extensions_mut().insert(decision);
        response
    } else {
        remove(&mut parts.headers, &OF_THE_200);
        let refused = request.refused(decision, &representation);
        problem::refusal(
            &refused,
            parts.headers,
            parts.extensions,
            representation,
            request.settings(),
        )
    };
    *response.version_mut() = parts.version;
    response
}

/// The tag on the answer that the client gets in full, where it does not have it yet.
pub(super) fn add_etag(headers: &mut HeaderMap, representation: Representation) {
    if let Representation::Present {
        etag: Some(etag), ..
    } = representation
    {
        headers.entry(header::ETAG).or_insert_with(|| etag.into());
    }
}

/// The answer to HEAD, made of the answer to GET.
pub(super) fn without_content(mut response: Response) -> Response {
    match response.body().size_hint().exact() {
        Some(0) => return response,
        Some(length) => {
            response
                .headers_mut()
                .entry(header::CONTENT_LENGTH)
                .or_insert_with(|| length.into());
        }
        None => {}
    }
    response.map(|_content| Body::new(NoContent))
}

/// Describes or frames the content, which a 304 does not have (RFC 9110 §15.4.5).
///
/// `Content-Location` stays, as §15.4.5 asks; `Content-Security-Policy` is not about the content.
static CONTENT: [HeaderName; 12] = [
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_RANGE,
    header::CONTENT_DISPOSITION,
    header::TRANSFER_ENCODING,
    header::TRAILER,
    HeaderName::from_static("content-md5"),
    HeaderName::from_static("digest"),
    HeaderName::from_static("content-digest"),
    HeaderName::from_static("repr-digest"),
];

/// Speaks of the 200: above all, a cache must not keep a 412 in its place.
static OF_THE_200: [HeaderName; 6] = [
    header::CACHE_CONTROL,
    header::EXPIRES,
    header::AGE,
    header::LAST_MODIFIED,
    header::CONTENT_LOCATION,
    header::ACCEPT_RANGES,
];

/// The stored body has the nonce of its own 200: a policy with another one would block its scripts.
fn remove_nonces(headers: &mut HeaderMap) {
    for name in &CONTENT_SECURITY {
        let has_nonce = |line: &HeaderValue| line.as_bytes().windows(7).any(|at| at == b"'nonce-");
        if headers.get_all(name).iter().any(has_nonce) {
            headers.remove(name);
        }
    }
}

static CONTENT_SECURITY: [HeaderName; 2] = [
    header::CONTENT_SECURITY_POLICY,
    header::CONTENT_SECURITY_POLICY_REPORT_ONLY,
];

fn remove(headers: &mut HeaderMap, names: &[HeaderName]) {
    for name in names {
        headers.remove(name);
    }
}
