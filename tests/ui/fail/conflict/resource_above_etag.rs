use axum::Router;
use axum::extract::Path;
use axum::routing::put;
use conditional_axum::{Current, ETag, Resource, condition, etag};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
}

async fn load(Path(id): &Path<u64>) -> Option<Row> {
    Some(Row { version: *id })
}

fn tag(Path(id): &Path<u64>) -> ETag {
    ETag::from(*id)
}

#[condition(resource = load)]
#[etag(tag)]
async fn save(Path(id): Path<u64>, Current(row): Current<Row>) -> String {
    format!("{id} {}", row.version)
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
