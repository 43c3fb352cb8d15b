use std::fmt;

use axum::Router;
use axum::extract::Path;
use axum::routing::put;
use conditional_axum::{Resource, condition};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
}

async fn load(Path(id): &Path<u64>) -> Result<Option<Row>, fmt::Error> {
    Ok(Some(Row { version: *id }))
}

#[condition(resource = load)]
async fn save(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
