//! The page of one entry.

use askama::Template;
use axum::debug_handler;
use axum::extract::{Path, State};
use conditional_axum::condition;

use super::page::{Page, date};
use crate::entry::Entry;
use crate::error::AppError;
use crate::markdown;
use crate::store::Store;
use crate::validators::{entry_modified, entry_tag};

/// The entry, with its text as HTML.
#[derive(Debug, Template)]
#[template(path = "entry.html")]
pub(crate) struct EntryPage {
    entry: Entry,
    text: String,
}

#[condition(etag = entry_tag, last_modified = entry_modified, cache_control = "no-cache")]
#[debug_handler]
pub(crate) async fn show(
    State(store): State<Store>,
    Path(id): Path<i64>,
) -> Result<Page<EntryPage>, AppError> {
    let entry = store.entry(id).await?.ok_or(AppError::NotFound)?;
    let text = markdown::to_html(&entry.body);
    Ok(Page(EntryPage { entry, text }))
}
