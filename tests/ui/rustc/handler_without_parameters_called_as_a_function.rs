//! A guarded handler is not called by hand: it needs the request.

use conditional_axum::{ETag, etag};

#[etag(|| ETag::from(7))]
async fn page() -> &'static str {
    "a page"
}

#[tokio::main]
async fn main() {
    let _ = page().await;
}
