use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::{ETag, etag};

const POLICY: &str = "no-cache";

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag, cache_control = POLICY)]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
