use std::time::SystemTime;

use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, condition};

fn entry_tag() -> ETag {
    ETag::from(1)
}

fn entry_modified() -> SystemTime {
    SystemTime::UNIX_EPOCH
}

#[condition(etag = entry_tag)]
#[condition(last_modified = entry_modified)]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
