use axum::Router;
use axum::body::Bytes;
use axum::routing::put;
use conditional_axum::{ETag, etag};

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
async fn save(text: String, bytes: Bytes) -> String {
    format!("{text} {bytes:?}")
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
