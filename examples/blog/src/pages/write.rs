//! What the forms ask for. A script sends them as `PUT` and `DELETE`, a browser without scripts
//! as `POST`; the handlers are the same, and so is what guards them.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Form, debug_handler};
use conditional_axum::{Current, condition};

use super::form::EntryForm;
use crate::entry::Entry;
use crate::error::AppError;
use crate::store::Store;
use crate::validators::load_entry;

/// Saves over the version that the form was opened for, or creates where nothing is.
#[condition(resource = load_entry, required)]
#[debug_handler]
pub(crate) async fn save(
    method: Method,
    State(store): State<Store>,
    Path(id): Path<i64>,
    Current(entry): Current<Option<Entry>>,
    Form(form): Form<EntryForm>,
) -> Result<Response, AppError> {
    let change = form.change(entry.as_ref());
    change.check().map_err(AppError::invalid)?;
    match entry {
        Some(entry) => store
            .update(&entry, &change)
            .await?
            .ok_or_else(AppError::overtaken)?,
        None => store
            .create_at(id, &change)
            .await?
            .ok_or_else(AppError::exists)?,
    };
    Ok(done(&method, &format!("/entries/{id}")))
}

/// Deletes the version that the form was opened for.
#[condition(resource = load_entry, required)]
#[debug_handler]
pub(crate) async fn delete(
    method: Method,
    State(store): State<Store>,
    Path(_): Path<i64>,
    Current(entry): Current<Entry>,
) -> Result<Response, AppError> {
    if !store.delete(&entry).await? {
        return Err(AppError::overtaken());
    }
    Ok(done(&method, &format!("/blogs/{}", entry.blog_id)))
}

/// A browser is sent on to the next page; a script knows where to go.
///
/// A script that followed a redirect would send its `If-Match` along, and the next page would be
/// refused to it: that is no longer the version which it names.
fn done(method: &Method, next: &str) -> Response {
    if method == Method::POST {
        Redirect::to(next).into_response()
    } else {
        StatusCode::NO_CONTENT.into_response()
    }
}
