use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::get;
use conditional_axum::etag;

fn tag(Path(id): &Path<u64>) -> Result<String, StatusCode> {
    Ok(id.to_string())
}

#[etag(tag)]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
