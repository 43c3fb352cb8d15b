use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::{ETag, etag};

struct Page;

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
#[axum::debug_handler]
async fn show(Path(_id): Path<u64>) -> Page {
    Page
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
