use std::time::SystemTime;

use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, condition, etag, last_modified};

fn entry_tag() -> ETag {
    ETag::from(1)
}

fn entry_modified() -> SystemTime {
    SystemTime::UNIX_EPOCH
}

#[etag(entry_tag)]
#[last_modified(entry_modified)]
#[condition(cache_control = "no-cache")]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
