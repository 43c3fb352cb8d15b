use axum::Json;
use axum::Router;
use axum::routing::put;
use conditional_axum::{ETag, etag};

struct Change;

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
#[axum::debug_handler]
async fn save(Json(_change): Json<Change>) -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
