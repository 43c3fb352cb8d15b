//! `/api/entries`: the entries of a blog, drafts included.

use axum::debug_handler;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use conditional_axum::{Preconditions, Resource as _, etag};
use serde::Deserialize;

use super::body::Sent;
use super::reply::Reply;
use super::single::written;
use crate::edge;
use crate::entry::{Entry, EntryChange, FIRST_BLOG};
use crate::error::AppError;
use crate::store::Store;
use crate::validators::revision_tag;

/// `?blog=2`; the first blog where nothing is said.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Selection {
    blog: Option<i64>,
}

#[etag(revision_tag, cache_control = "no-cache")]
#[debug_handler]
pub(crate) async fn list(
    State(store): State<Store>,
    Query(selection): Query<Selection>,
) -> Result<Reply<Vec<Entry>>, AppError> {
    let blog = store
        .blog(selection.blog())
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(Reply(store.entries(blog.id).await?))
}

/// Creates an entry under the next number, in the blog that the body names.
///
/// With `If-Match` it does so only in the very list that the client has seen. The guard refuses
/// what is stale already before the body is read; what becomes stale after that, the transaction
/// that writes does.
#[etag(revision_tag)]
#[debug_handler]
pub(crate) async fn create(
    State(store): State<Store>,
    Query(selection): Query<Selection>,
    preconditions: Preconditions,
    Sent(change): Sent<EntryChange>,
) -> Result<impl IntoResponse, AppError> {
    change.check().map_err(AppError::invalid)?;
    let entry = store
        .create(&change, selection.blog(), |list| {
            Ok::<(), AppError>(preconditions.check(&list.representation())?)
        })
        .await?;
    let location = format!("/api/entries/{}", entry.id);
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, location)],
        edge::has_changed(&entry, entry.blog_id),
        written(entry),
    ))
}

impl Selection {
    pub(crate) fn blog(self) -> i64 {
        self.blog.unwrap_or(FIRST_BLOG)
    }
}
