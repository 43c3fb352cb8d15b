use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::{ETag, etag};

fn tag(id: &Option<Path<u64>>) -> Option<ETag> {
    id.as_ref().map(|id| ETag::from(id.0))
}

#[etag(tag)]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
