use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, condition};

const TAG: ETag = ETag::from_static("\"1\"");

#[condition(etag = Some(TAG))]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
