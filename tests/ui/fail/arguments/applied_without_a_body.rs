use axum::Router;
use axum::extract::Path;
use axum::routing::put;
use conditional_axum::{Resource, condition};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
}

async fn load() -> Option<Row> {
    Some(Row { version: 1 })
}

fn in_place(row: &Row) -> bool {
    row.version == 1
}

#[condition(resource = load, applied = in_place)]
async fn save(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
