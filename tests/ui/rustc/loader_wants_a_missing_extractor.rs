use axum::Router;
use axum::extract::Path;
use axum::http::Uri;
use axum::routing::put;
use conditional_axum::{Resource, condition};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
}

async fn load(uri: &Uri) -> Option<Row> {
    Some(Row {
        version: uri.path().len() as u64,
    })
}

#[condition(resource = load)]
async fn save(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
