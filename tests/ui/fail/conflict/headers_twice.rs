use std::time::SystemTime;

use axum::Router;
use axum::routing::get;
use conditional_axum::{CacheControl, ETag, etag, last_modified};

fn entry_tag() -> ETag {
    ETag::from(1)
}

fn entry_modified() -> SystemTime {
    SystemTime::UNIX_EPOCH
}

fn caching() -> CacheControl {
    CacheControl::new()
}

#[etag(entry_tag, headers = caching)]
#[last_modified(entry_modified, headers = caching)]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
