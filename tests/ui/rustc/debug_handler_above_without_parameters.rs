//! Without a parameter there is no room for ours: `debug_handler` calls what it sees.

use conditional_axum::{ETag, etag};

#[axum::debug_handler]
#[etag(|| ETag::from(7))]
async fn page() -> &'static str {
    "a page"
}

fn main() {
    let _: axum::Router = axum::Router::new().route("/", axum::routing::get(page));
}
