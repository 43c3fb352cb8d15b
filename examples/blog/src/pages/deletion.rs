//! The question before an entry is deleted.

use askama::Template;
use axum::debug_handler;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use conditional_axum::condition;
use serde::Deserialize;

use super::conflict;
use super::form::{Condition, EntryForm, FormView};
use super::page::{Page, date};
use crate::build::Build;
use crate::entry::Entry;
use crate::error::AppError;
use crate::store::Store;
use crate::validators::{page_modified, page_tag};

/// The entry's headline, and a button.
#[derive(Debug, Template)]
#[template(path = "delete.html")]
struct DeletePage {
    entry: Entry,
    view: FormView,
}

/// `?base=2`: the version that the form was opened for from which the question is asked.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Seen {
    base: Option<i64>,
}

/// Asks; where the entry has changed since it was seen, shows first what has changed.
#[condition(etag = page_tag, last_modified = page_modified, extract(State<Build>), cache_control = "no-cache")]
#[debug_handler(state = crate::state::AppState)]
pub(crate) async fn ask(
    State(store): State<Store>,
    Path(id): Path<i64>,
    Query(seen): Query<Seen>,
) -> Result<Response, AppError> {
    let entry = store.entry(id).await?.ok_or(AppError::NotFound)?;
    if seen.base.is_some_and(|base| base != entry.version) {
        let stale = EntryForm::for_deletion(seen.base);
        return Ok(conflict::page(&store, id, stale).await?.into_response());
    }
    let view = FormView::over(&entry, EntryForm::default());
    Ok(Page(DeletePage { entry, view }).into_response())
}
