//! A guarded handler is not called by hand: it needs the request.

use axum::extract::Path;
use conditional_axum::{ETag, etag};

#[etag(|| ETag::from(7))]
async fn page(Path(id): Path<u64>) -> String {
    id.to_string()
}

#[tokio::main]
async fn main() {
    let _ = page(Path(7)).await;
}
