//! What the forms ask for. A script sends them as `PUT` and `DELETE`, a browser without scripts
//! as `POST`; the handlers are the same, and so is what guards them.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json, debug_handler};
use conditional_axum::{Current, ETag, Preconditions, condition};
use serde::Serialize;

use super::form::EntryForm;
use crate::build::Build;
use crate::edge;
use crate::entry::Entry;
use crate::error::AppError;
use crate::store::Store;
use crate::validators::{Shown, load_shown};
use crate::write::Write;

/// Saves over the version that the form was opened for, or creates where nothing is.
#[condition(resource = load_shown, extract(State<Build>), required)]
#[debug_handler(state = crate::state::AppState)]
pub(crate) async fn save(
    State(store): State<Store>,
    Path(id): Path<i64>,
    preconditions: Preconditions,
    Current(shown): Current<Option<Shown>>,
    Form(form): Form<EntryForm>,
) -> Result<Response, AppError> {
    let write = Write::new(&store, id, &preconditions);
    let checked = shown.map(|shown| shown.entry);
    let saved = write.save(checked, |entry| Ok(form.change(entry))).await?;
    let fields = Json(Saved::over(&saved.entry));
    let next = format!("/entries/{id}");
    let answer = done(preconditions.method(), &next, fields);
    Ok((saved.has_changed(), answer).into_response())
}

/// Deletes the version that the form was opened for.
#[condition(resource = load_shown, extract(State<Build>), required)]
#[debug_handler(state = crate::state::AppState)]
pub(crate) async fn delete(
    State(store): State<Store>,
    Path(id): Path<i64>,
    preconditions: Preconditions,
    Current(shown): Current<Shown>,
) -> Result<Response, AppError> {
    let write = Write::new(&store, id, &preconditions);
    let entry = write.delete(shown.entry).await?;
    let next = format!("/blogs/{}", entry.blog_id);
    let answer = done(preconditions.method(), &next, StatusCode::NO_CONTENT);
    let changed = edge::has_changed(&entry, entry.blog_id);
    Ok((changed, answer).into_response())
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
/// A person who goes back to the form and saves again changes their own version: they must not be
/// told that somebody else was in the way. (The new tag is not in the header: RFC 9110 §9.3.4 allows
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
