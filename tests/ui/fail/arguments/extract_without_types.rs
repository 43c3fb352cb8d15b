use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, etag};

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag, extract())]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
