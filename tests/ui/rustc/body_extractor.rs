use axum::Json;
use axum::Router;
use axum::extract::Path;
use axum::routing::put;
use conditional_axum::{ETag, etag};

fn tag(Json(version): &Json<u64>) -> ETag {
    ETag::from(*version)
}

#[etag(tag)]
async fn save(Path(id): Path<u64>, Json(version): Json<u64>) -> String {
    format!("{id} {version}")
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
