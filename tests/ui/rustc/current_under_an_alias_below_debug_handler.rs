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

type Found<T> = Current<T>;

#[condition(resource = load)]
#[axum::debug_handler]
async fn show(Current(row): Found<Row>) -> String {
    row.version.to_string()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
