use axum::Router;
use axum::routing::put;
use conditional_axum::{Current, ETag, Resource, condition};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
}

fn tag() -> ETag {
    ETag::from(1)
}

#[condition(etag = tag)]
async fn save(body: String, Current(row): Current<Row>) -> String {
    format!("{body} {}", row.version)
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
