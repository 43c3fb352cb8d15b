//! Keeps out what would be stored as something else than the client means.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::error::Error;

/// Refuses whatever is more than one object and its bytes: copies, tags, lists, parts of an upload
/// (which S3 tells by the query), and content in frames, which boto3 sends over TLS only.
pub(crate) async fn only_plain(request: Request, next: Next) -> Response {
    if is_plain(&request) {
        next.run(request).await
    } else {
        Error::NOT_IMPLEMENTED.into_response()
    }
}

fn is_plain(request: &Request) -> bool {
    let headers = request.headers();
    let content = headers.get("x-amz-content-sha256");
    let is_framed = content.is_some_and(|hash| hash.as_bytes().starts_with(b"STREAMING-"));
    // Some clients name the operation in the query, too.
    let query = request.uri().query().unwrap_or_default();
    let asks_for_more = !query.is_empty() && !query.starts_with("x-id=");
    !is_framed && !asks_for_more && !headers.contains_key("x-amz-copy-source")
}
