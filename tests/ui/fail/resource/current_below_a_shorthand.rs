use axum::Router;
use axum::extract::Path;
use axum::routing::put;
use conditional_axum::{Current, ETag, Resource, etag};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
}

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
async fn save(Path(id): Path<u64>, Current(row): Current<Row>) -> String {
    format!("{id} {}", row.version)
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
