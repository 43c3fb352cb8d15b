use std::rc::Rc;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::{ETag, etag};

async fn tag(Path(id): &Path<u64>) -> ETag {
    let id = Rc::new(*id);
    tokio::task::yield_now().await;
    ETag::from(*id)
}

#[etag(tag)]
#[axum::debug_handler]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
