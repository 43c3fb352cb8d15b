//! Attachments, whole or in part.

use axum::body::Body;
use axum::debug_handler;
use axum::extract::{Path, Request, State};
use axum::http::header;
use axum::response::Response;
use conditional_axum::{Current, condition};
use tower_http::services::ServeDir;

use crate::error::AppError;
use crate::files::{Attachment, Files};
use crate::validators::load_attachment;

/// The guard decides every condition, `If-Range` included, and hands on a request without them:
/// the file service sends the part that `Range` still asks for, out of the very file that the
/// guard has looked at.
#[condition(
    resource = load_attachment,
    extract(State<Files>, Path<String>),
    cache_control = "no-cache"
)]
#[debug_handler(state = crate::state::AppState)]
pub(crate) async fn show(
    Current(file): Current<Attachment>,
    request: Request,
) -> Result<Response, AppError> {
    let served = ServeDir::with_backend("", file).try_call(request).await?;
    let mut response = served.map(Body::new);
    // The guard adds the validators that it decided by; the service's own tag is another one.
    response.headers_mut().remove(header::ETAG);
    response.headers_mut().remove(header::LAST_MODIFIED);
    Ok(response)
}
