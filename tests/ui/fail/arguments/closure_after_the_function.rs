use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::{ETag, etag};

fn tag(Path(id): &Path<u64>) -> ETag {
    ETag::from(*id)
}

#[etag(tag, || ETag::from(1))]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
