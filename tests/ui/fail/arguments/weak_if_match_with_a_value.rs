use axum::Router;
use axum::routing::put;
use conditional_axum::{ETag, etag};

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag, weak_if_match = true)]
async fn save() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", put(save));
}
