use axum::Router;
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
async fn show(row: Option<Current<Row>>) -> String {
    row.is_some().to_string()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
