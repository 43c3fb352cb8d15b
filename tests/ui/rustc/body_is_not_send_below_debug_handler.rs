use std::rc::Rc;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::{ETag, etag};

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
#[axum::debug_handler]
async fn show(Path(id): Path<u64>) -> String {
    let id = Rc::new(id);
    tokio::task::yield_now().await;
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
