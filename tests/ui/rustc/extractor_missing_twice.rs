use axum::Router;
use axum::extract::{Path, Query};
use axum::http::Uri;
use axum::routing::get;
use conditional_axum::{ETag, etag};

fn tag(uri: &Uri, Query(page): &Query<u64>) -> ETag {
    ETag::from(*page + uri.path().len() as u64)
}

#[etag(tag)]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
