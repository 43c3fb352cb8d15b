//! The HTML pages, for readers and for editors.

mod about;
mod conflict;
mod deletion;
mod download;
mod drafts;
mod entry;
mod feed;
mod form;
mod front;
mod history;
mod page;
mod precondition_fields;
mod problem;
mod stats;
mod write;

use std::time::Duration;

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};
use conditional_axum::{CacheControl, ConditionalLayer};

use crate::error::AppError;
use crate::state::AppState;

pub(crate) use self::front::BlogId;

/// Readers of the feed may be five minutes late.
const FEED: CacheControl = CacheControl::new()
    .with_public()
    .with_max_age(Duration::from_mins(5));

/// All pages; their errors are pages, too.
pub(crate) fn routes(state: AppState) -> Router<AppState> {
    let fields = middleware::from_fn_with_state(state, precondition_fields::as_headers);
    let feed = get(feed::show).layer(ConditionalLayer::new().cache_control(FEED));
    Router::new()
        .route("/entries/{id}", post(write::save))
        .route("/entries/{id}/delete", post(write::delete))
        .route_layer(fields)
        .route("/", get(front::show))
        .route("/blogs/{blog}", get(front::show))
        .route(
            "/entries/{id}",
            get(entry::show).put(write::save).delete(write::delete),
        )
        .route("/entries/{id}/delete", get(deletion::ask))
        .route("/entries/{id}/edit", get(form::edit))
        .route("/entries/{id}/history", get(history::show))
        .route("/entries/{id}/conflict", post(conflict::show))
        .route("/new", get(form::new))
        .route("/feed", feed.clone())
        .route("/blogs/{blog}/feed", feed)
        .route("/files/{name}", get(download::show))
        .route("/drafts", get(drafts::show))
        .route("/about", get(about::show))
        .route("/stats", get(stats::show))
        .route("/metrics", get(stats::metrics))
        .fallback(async || AppError::NotFound)
        .layer(middleware::from_fn(problem::as_page))
}
