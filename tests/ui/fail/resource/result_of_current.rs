use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use conditional_axum::{Current, Resource, condition};

#[derive(Resource)]
struct Row {
    #[etag]
    version: u64,
}

async fn load() -> Option<Row> {
    Some(Row { version: 1 })
}

#[condition(resource = load)]
async fn show(row: Result<Current<Row>, StatusCode>) -> String {
    row.is_ok().to_string()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
