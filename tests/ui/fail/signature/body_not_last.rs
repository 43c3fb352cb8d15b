use axum::Json;
use axum::Router;
use axum::extract::Path;
use axum::routing::put;
use conditional_axum::{ETag, etag};

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
async fn save(Json(name): Json<String>, Path(id): Path<u64>) -> String {
    format!("{id} {name}")
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
