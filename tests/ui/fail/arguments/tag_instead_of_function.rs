use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, etag};

#[etag(ETag::from(7))]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
