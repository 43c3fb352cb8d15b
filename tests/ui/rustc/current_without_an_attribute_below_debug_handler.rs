use axum::Router;
use axum::routing::get;
use conditional_axum::{Current, Resource};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
}

#[axum::debug_handler]
async fn show(Current(row): Current<Row>) -> String {
    row.version.to_string()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
