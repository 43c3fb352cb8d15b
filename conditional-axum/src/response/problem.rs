//! `412 Precondition Failed` and `428 Precondition Required` as problem details (RFC 9457).

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use conditional_core::{ConditionalField, Decision, Representation};

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The answer that refuses a request, written into `headers`, which the caller emptied.
///
/// It carries the current tag, so that the client can tell whether it has the current copy.
pub(crate) fn refusal(
    decision: Decision,
    mut headers: HeaderMap,
    representation: Representation,
) -> Response {
    headers.insert(header::CONTENT_TYPE, MEDIA_TYPE);
    if let Representation::Present {
        etag: Some(etag), ..
    } = representation
    {
        headers.insert(header::ETAG, etag.into());
    }
    let mut response = Response::new(Body::from(problem(decision).document));
    *response.status_mut() = decision.status().unwrap_or(StatusCode::PRECONDITION_FAILED);
    *response.headers_mut() = headers;
    response
}

/// The answer where a handler wants the current row and there is none.
pub(crate) fn not_found() -> Response {
    let mut response = Response::new(Body::from(NOT_FOUND.document));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, MEDIA_TYPE);
    response
}

// The texts are constant: nothing of the request is repeated, nothing is formatted.
macro_rules! problems {
    ($($name:ident: $title:literal, $status:literal, $detail:literal;)*) => {$(
        const $name: Problem = Problem {
            detail: $detail,
            document: concat!(
                r#"{"type":"about:blank","title":""#,
                $title,
                r#"","status":"#,
                $status,
                r#","detail":""#,
                $detail,
                r#""}"#
            ),
        };
    )*};
}

struct Problem {
    detail: &'static str,
    document: &'static str,
}

problems! {
    NOT_FOUND: "Not Found", 404, "There is nothing at this URL.";
    IF_MATCH: "Precondition Failed", 412, "If-Match does not hold: it does not name what is there now. GET the resource again, apply the change to what it is now, and retry with its ETag; to create it, send If-None-Match: *.";
    IF_UNMODIFIED_SINCE: "Precondition Failed", 412, "If-Unmodified-Since does not hold: the resource was modified after that date, or is gone. GET it again, apply the change to what it is now, and retry with its ETag or Last-Modified.";
    IF_NONE_MATCH: "Precondition Failed", 412, "If-None-Match does not hold: the resource exists already. GET it, and to change it send If-Match with its ETag.";
    REQUIRED: "Precondition Required", 428, "This request must be conditional. GET the resource and send its ETag in If-Match; to create it, send If-None-Match: *.";
}

fn problem(decision: Decision) -> &'static Problem {
    match decision {
        Decision::PreconditionRequired => &REQUIRED,
        _ => match decision.field() {
            Some(ConditionalField::IfNoneMatch) => &IF_NONE_MATCH,
            Some(ConditionalField::IfUnmodifiedSince) => &IF_UNMODIFIED_SINCE,
            _ => &IF_MATCH,
        },
    }
}

/// What does not hold, and what to do about it.
pub(crate) fn detail(decision: Decision) -> &'static str {
    problem(decision).detail
}
