use axum::Router;
use axum::extract::Path;
use axum::routing::put;
use conditional_axum::{Current, Resource, condition};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
}

async fn load(Path(id): &Path<u64>) -> Option<Row> {
    Some(Row { version: *id })
}

#[condition(resource = load, etag = load, last_modified = load)]
async fn save(Path(id): Path<u64>, Current(row): Current<Row>) -> String {
    format!("{id} {}", row.version)
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
