//! Preconditions for browsers without scripts.
//!
//! An HTML form cannot send `If-Match`. This middleware reads the condition from the form's
//! hidden fields `if_match` and `if_none_match` and puts it into the header, where the guard of
//! the handler finds it. When the guard then refuses, the text that was typed is still at hand
//! and goes into the page that shows what has changed.

use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::conflict;
use super::form::EntryForm;
use crate::state::AppState;
use crate::store::Store;

/// Middleware for the routes that forms without a script are sent to.
pub(crate) async fn as_headers(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let (form, body) = match read(&parts, body).await {
        Ok(read) => read,
        Err(refusal) => return refusal,
    };
    add(
        &mut parts.headers,
        header::IF_MATCH,
        form.if_match.as_deref(),
    );
    add(
        &mut parts.headers,
        header::IF_NONE_MATCH,
        form.if_none_match.as_deref(),
    );
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if response.status() == StatusCode::PRECONDITION_FAILED {
        explain(response, &state.store, id, form).await
    } else {
        response
    }
}

/// The form, and its octets for the handler.
async fn read(parts: &Parts, body: Body) -> Result<(EntryForm, Bytes), Response> {
    let request = |body| Request::from_parts(parts.clone(), body);
    let bytes = Bytes::from_request(request(body), &())
        .await
        .map_err(refuse)?;
    let copy = request(Body::from(bytes.clone()));
    let Form(form) = Form::from_request(copy, &()).await.map_err(refuse)?;
    Ok((form, bytes))
}

fn refuse(rejection: impl IntoResponse) -> Response {
    rejection.into_response()
}

/// A field that is in the header already is left as it is.
fn add(headers: &mut HeaderMap, name: HeaderName, value: Option<&str>) {
    let value = value.filter(|value| !value.is_empty());
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
        headers.entry(name).or_insert(value);
    }
}

/// The refusal with a page that says what has changed; its tag and its decision stay.
async fn explain(refusal: Response, store: &Store, id: i64, form: EntryForm) -> Response {
    let (parts, _) = refusal.into_parts();
    let mut response = match conflict::answer(store, id, form).await {
        Ok(response) => response,
        Err(error) => return error.into_response(),
    };
    if response.status().is_redirection() {
        return response;
    }
    *response.status_mut() = parts.status;
    if let Some(tag) = parts.headers.get(header::ETAG) {
        response.headers_mut().insert(header::ETAG, tag.clone());
    }
    response.extensions_mut().extend(parts.extensions);
    response
}
