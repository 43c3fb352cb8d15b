use std::time::SystemTime;

use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, etag, last_modified};

fn entry_tag() -> ETag {
    ETag::from(1)
}

fn entry_modified() -> SystemTime {
    SystemTime::UNIX_EPOCH
}

#[etag(entry_tag, cache_control = "no-cache")]
#[last_modified(entry_modified, vary = "Accept", required)]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
