//! What the forms ask for. A script sends them as `PUT` and `DELETE`, a browser without scripts
//! as `POST`; the handlers are the same, and so is what guards them.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json, debug_handler};
use conditional_axum::{Current, ETag, condition};
use serde::Serialize;

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
    let saved = match entry {
        Some(entry) => store
            .update(&entry, &change)
            .await?
            .ok_or_else(AppError::overtaken)?,
        None => store
            .create_at(id, &change)
            .await?
            .ok_or_else(AppError::exists)?,
    };
    Ok(done(
        &method,
        &format!("/entries/{id}"),
        Json(Saved::over(&saved)),
    ))
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
    let next = format!("/blogs/{}", entry.blog_id);
    Ok(done(&method, &next, StatusCode::NO_CONTENT))
}

/// A browser is sent on to the next page; a script knows where to go.
///
/// A script that followed a redirect would send its `If-Match` along, and the next page would be
/// refused to it: that is no longer the version which it names.
fn done(method: &Method, next: &str, for_a_script: impl IntoResponse) -> Response {
    if method == Method::POST {
        Redirect::to(next).into_response()
    } else {
        for_a_script.into_response()
    }
}

/// The hidden fields of a form that goes on from what was just saved.
///
/// A person who goes back to the form and saves again changes their own version, and shall not be
/// told that somebody was in the way. (The new tag is not in the header: RFC 9110 §9.3.4 allows
/// that only where what was sent is what is stored.)
#[derive(Debug, Serialize)]
struct Saved {
    if_match: String,
    if_none_match: &'static str,
    base: i64,
}

impl Saved {
    fn over(entry: &Entry) -> Self {
        Self {
            if_match: ETag::from(entry.version).to_string(),
            if_none_match: "",
            base: entry.version,
        }
    }
}
