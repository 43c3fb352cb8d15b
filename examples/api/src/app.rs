//! The routes: the API, its two documents, and a page to read one of them.

use aide::axum::ApiRouter;
use aide::axum::routing::get;
use axum::Router;
use axum::response::Html;
use axum::routing;
use conditional_axum::{CacheControl, ConditionalLayer};

use crate::document;
use crate::store::Store;
use crate::tasks;

/// The page has no script or style from elsewhere.
const READER: &str = include_str!("reader.html");

/// A document is that of the program that runs now.
const NO_CACHE: CacheControl = CacheControl::new().with_no_cache();

/// The whole program, but for its socket.
pub fn app(store: Store) -> Router {
    let mut by_aide = document::start();
    let api = ApiRouter::new()
        .api_route("/tasks", get(tasks::list).post(tasks::create))
        .api_route(
            "/tasks/{id}",
            get(tasks::show)
                .put(tasks::replace)
                .patch(tasks::change)
                .delete(tasks::remove),
        )
        .with_state(store)
        .finish_api(&mut by_aide);
    let by_aide = document::text(&by_aide);
    let by_utoipa = document::text(&document::by_utoipa());
    let to_read = Router::new()
        .route("/", routing::get(Html(READER)))
        .route("/openapi.json", routing::get(by_aide))
        .route("/openapi.utoipa.json", routing::get(by_utoipa))
        .layer(ConditionalLayer::new().cache_control(NO_CACHE));
    api.merge(to_read)
}
