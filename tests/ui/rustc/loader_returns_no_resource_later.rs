use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::put;
use conditional_axum::{Current, condition};

struct Row {
    version: u64,
}

async fn load(Path(id): &Path<u64>) -> Result<Row, StatusCode> {
    Ok(Row { version: *id })
}

#[condition(resource = load)]
async fn save(Path(_id): Path<u64>, Current(row): Current<Row>) -> String {
    row.version.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
