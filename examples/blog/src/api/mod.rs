//! The JSON API: the same entries, the same validators.

mod body;
mod collection;
mod reply;
mod single;

use axum::Router;
use axum::routing::get;

use crate::error::AppError;
use crate::state::AppState;

pub(crate) use self::collection::Selection;

/// Routes below `/api`.
pub(crate) fn routes() -> Router<AppState> {
    let entry = get(single::show)
        .put(single::replace)
        .patch(single::patch)
        .delete(single::delete);
    Router::new()
        .route("/entries", get(collection::list).post(collection::create))
        .route("/entries/{id}", entry)
        .fallback(async || AppError::NotFound)
}
