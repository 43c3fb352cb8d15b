use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, condition};

fn tag() -> ETag {
    ETag::from(1)
}

fn caching() -> String {
    "no-cache".to_owned()
}

#[condition(etag = tag, headers = caching)]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
