//! The HTML pages, for readers and for editors.

mod about;
mod conflict;
mod drafts;
mod entry;
mod form;
mod front;
mod history;
mod page;
mod precondition_fields;
mod problem;
mod write;

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};

use crate::error::AppError;
use crate::state::AppState;

pub(crate) use self::front::BlogId;

/// All pages; their errors are pages, too.
pub(crate) fn routes(state: AppState) -> Router<AppState> {
    let fields = middleware::from_fn_with_state(state, precondition_fields::as_headers);
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
        .route("/entries/{id}/edit", get(form::edit))
        .route("/entries/{id}/history", get(history::show))
        .route("/entries/{id}/conflict", post(conflict::show))
        .route("/new", get(form::new))
        .route("/drafts", get(drafts::show))
        .route("/about", get(about::show))
        .fallback(async || AppError::NotFound)
        .layer(middleware::from_fn(problem::as_page))
}
