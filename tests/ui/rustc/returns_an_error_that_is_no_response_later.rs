use std::fmt;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::{ETag, etag};

async fn tag(Path(id): &Path<u64>) -> Result<Option<ETag>, fmt::Error> {
    Ok(Some(ETag::from(*id)))
}

#[etag(tag)]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
