use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use conditional_axum::{ETag, etag};

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
async fn show() -> impl IntoResponse {
    if true {
        return "text";
    }
    7_u64.to_string()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
