//! Problem details (RFC 9457): `412 Precondition Failed`, `428 Precondition Required`, and what the
//! guard answers where a handler cannot.

use axum::body::Body;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use conditional_core::Representation;

use super::explanation::{Explanation, Refused};
use super::validators::{self, Own};
use crate::settings::GuardSettings;

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The answer that refuses a request, written into maps that the caller emptied.
///
/// It carries the current validators, so that the client can tell whether it has the current copy.
/// The decision and its explanation stand in the extensions, for outer layers.
pub(crate) fn refusal(
    refused: &Refused,
    mut headers: HeaderMap,
    extensions: Extensions,
    representation: Representation,
    settings: &GuardSettings,
) -> Response {
    let explanation = Explanation::of(refused, &representation);
    validators::add(&mut headers, Own::default(), representation, settings);
    let status = refused.decision.status();
    let status = status.unwrap_or(StatusCode::PRECONDITION_FAILED);
    let mut response = response(status, headers, explanation.sentences());
    *response.extensions_mut() = extensions;
    response.extensions_mut().insert(explanation);
    response.extensions_mut().insert(refused.decision);
    response
}

/// The answer where a handler needs the current row and there is none.
pub(crate) fn not_found() -> Response {
    let detail = ["There is nothing at this URL.", ""];
    response(StatusCode::NOT_FOUND, HeaderMap::new(), detail)
}

/// The answer that replaces a part which does not fit the parts that the client holds.
pub(crate) fn spliced() -> Response {
    let detail = [
        "The part that was asked for cannot be sent.",
        "Ask for the whole, without Range.",
    ];
    response(StatusCode::INTERNAL_SERVER_ERROR, HeaderMap::new(), detail)
}

/// A problem document. No sentence needs an escape: nothing of the request is repeated in it.
fn response(status: StatusCode, mut headers: HeaderMap, detail: [&str; 2]) -> Response {
    headers.insert(header::CONTENT_TYPE, MEDIA_TYPE);
    let mut response = Response::new(Body::from(document(status, detail)));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Pushed piece by piece: to format it would cost several times as much.
fn document(status: StatusCode, [failed, cure]: [&str; 2]) -> String {
    let space = if cure.is_empty() { "" } else { " " };
    let mut document = String::with_capacity(512);
    for piece in [
        r#"{"type":"about:blank","title":""#,
        status.canonical_reason().unwrap_or_default(),
        r#"","status":"#,
        status.as_str(),
        r#","detail":""#,
        failed,
        space,
        cure,
        r#""}"#,
    ] {
        document.push_str(piece);
    }
    document
}
