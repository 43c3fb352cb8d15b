//! What the forms ask for. A script sends them as `PUT` and `DELETE`, a browser without scripts
//! as `POST`; the handlers are the same, and so is what guards them.

use axum::extract::{Path, State};
use axum::response::Redirect;
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
    State(store): State<Store>,
    Path(id): Path<i64>,
    Current(entry): Current<Option<Entry>>,
    Form(form): Form<EntryForm>,
) -> Result<Redirect, AppError> {
    let change = form.change(entry.as_ref());
    change.check().map_err(AppError::invalid)?;
    match entry {
        Some(entry) => store
            .update(&entry, &change)
            .await?
            .ok_or(AppError::overtaken())?,
        None => store
            .create_at(id, &change)
            .await?
            .ok_or(AppError::exists())?,
    };
    Ok(Redirect::to(&format!("/entries/{id}")))
}

/// Deletes the version that the form was opened for.
#[condition(resource = load_entry, required)]
#[debug_handler]
pub(crate) async fn delete(
    State(store): State<Store>,
    Path(_): Path<i64>,
    Current(entry): Current<Entry>,
) -> Result<Redirect, AppError> {
    if !store.delete(&entry).await? {
        return Err(AppError::overtaken());
    }
    Ok(Redirect::to(&format!("/blogs/{}", entry.blog_id)))
}
