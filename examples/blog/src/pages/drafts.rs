//! The drafts of all blogs: for this editor's eyes, and for no shared cache.

use askama::Template;
use axum::debug_handler;
use axum::extract::State;
use conditional_axum::etag;

use super::page::{Page, date};
use crate::build::Build;
use crate::entry::Entry;
use crate::error::AppError;
use crate::store::Store;
use crate::validators::all_revisions;

/// What is not published, the latest change first.
#[derive(Debug, Template)]
#[template(path = "drafts.html")]
pub(crate) struct DraftsPage {
    drafts: Vec<Entry>,
}

#[etag(all_revisions, extract(State<Build>), cache_control = "private, no-cache")]
#[debug_handler(state = crate::state::AppState)]
pub(crate) async fn show(State(store): State<Store>) -> Result<Page<DraftsPage>, AppError> {
    let drafts = store.drafts().await?;
    Ok(Page(DraftsPage { drafts }))
}
