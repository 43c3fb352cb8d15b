//! The front page of a blog: its published entries, the latest first.

use askama::Template;
use axum::debug_handler;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use conditional_axum::last_modified;

use super::page::{Page, date};
use crate::build::Build;
use crate::edge;
use crate::entry::{Blog, Entry, FIRST_BLOG};
use crate::error::AppError;
use crate::markdown;
use crate::store::Store;
use crate::validators::latest_entry;

/// The blog that a front page is for: named in the path, or else the first one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BlogId(pub(crate) i64);

/// The list, and nothing that is not in the database.
#[derive(Debug, Template)]
#[template(path = "front.html")]
pub(crate) struct FrontPage {
    blog: Blog,
    entries: Vec<Entry>,
}

#[last_modified(
    latest_entry,
    extract(State<Build>),
    cache_control = "no-cache",
    headers = |BlogId(blog): &BlogId| edge::shows_blog(*blog),
)]
#[debug_handler(state = crate::state::AppState)]
pub(crate) async fn show(
    State(store): State<Store>,
    BlogId(blog): BlogId,
) -> Result<Page<FrontPage>, AppError> {
    let blog = store.blog(blog).await?.ok_or(AppError::NotFound)?;
    let entries = store.published(blog.id).await?;
    Ok(Page(FrontPage { blog, entries }))
}

impl<S: Send + Sync> FromRequestParts<S> for BlogId {
    type Rejection = PathRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PathRejection> {
        let named = Option::<Path<i64>>::from_request_parts(parts, state).await?;
        Ok(Self(named.map_or(FIRST_BLOG, |Path(blog)| blog)))
    }
}
