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

#[condition(resource = load)]
async fn save(Path(id): Path<u64>, Current(row): Current<u64>) -> String {
    format!("{id} {}", row)
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
