//! The page of one entry.

use askama::Template;
use axum::debug_handler;
use axum::extract::{Path, State};
use conditional_axum::{ETag, condition};

use super::page::{Page, date};
use crate::build::Build;
use crate::edge;
use crate::entry::Entry;
use crate::error::AppError;
use crate::markdown;
use crate::store::Store;
use crate::validators::{page_modified, page_tag};

/// The entry, with its text as HTML.
#[derive(Debug, Template)]
#[template(path = "entry.html")]
pub(crate) struct EntryPage {
    entry: Entry,
    text: String,
    tag: ETag,
}

#[condition(
    etag = page_tag,
    last_modified = page_modified,
    cache_control = "no-cache",
    headers = |Path(id): &Path<i64>| edge::shows_entry(*id),
)]
#[debug_handler(state = crate::state::AppState)]
pub(crate) async fn show(
    State(store): State<Store>,
    State(build): State<Build>,
    Path(id): Path<i64>,
) -> Result<Page<EntryPage>, AppError> {
    let entry = store.entry(id).await?.ok_or(AppError::NotFound)?;
    let text = markdown::to_html(&entry.body);
    let tag = build.tag(entry.version);
    Ok(Page(EntryPage { entry, text, tag }))
}
