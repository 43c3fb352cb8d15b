use axum::Router;
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

fn in_place(row: &Row, body: &String) -> String {
    format!("{} {body}", row.version)
}

#[condition(resource = load, applied = in_place)]
async fn save(body: String) -> String {
    body
}

fn main() {
    let _: Router = Router::new().route("/", put(save));
}
