//! Errors of the pages as pages.

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::page::Page;
use crate::error::{PROBLEM_JSON, Problem};

/// More than any of our problems has.
const LONGEST: usize = 16 * 1024;

#[derive(Debug, Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    problem: Problem,
}

/// Middleware: answers that are `application/problem+json` or plain text become pages.
///
/// Status and header fields stay as they are, the current `ETag` among them.
pub(crate) async fn as_page(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if failed && !is_html(&response) {
        dress(response).await
    } else {
        response
    }
}

async fn dress(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let problem = read(parts.status, parts.headers.get(header::CONTENT_TYPE), body).await;
    let page = Page(ProblemPage { problem }).into_response();
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Some(media_type) = page.headers().get(header::CONTENT_TYPE) {
        parts
            .headers
            .insert(header::CONTENT_TYPE, media_type.clone());
    }
    Response::from_parts(parts, page.into_body())
}

async fn read(status: StatusCode, media_type: Option<&HeaderValue>, body: Body) -> Problem {
    let text = to_bytes(body, LONGEST).await.unwrap_or_default();
    let problem = if media_type == Some(&PROBLEM_JSON) {
        serde_json::from_slice(&text).ok()
    } else {
        None
    };
    problem.unwrap_or_else(|| Problem::new(status, String::from_utf8_lossy(&text)))
}

fn is_html(response: &Response) -> bool {
    let media_type = response.headers().get(header::CONTENT_TYPE);
    media_type.is_some_and(|media_type| media_type.as_bytes().starts_with(b"text/html"))
}
