//! The derive's helper attributes have the same names, so the compiler thinks of those.

use conditional_axum::ETag;
#[expect(unused_imports, reason = "the compiler knows of the derive")]
use conditional_axum::Resource;

#[etag(|| ETag::from(7))]
async fn page() -> &'static str {
    "a page"
}

fn main() {
    let _: axum::Router = axum::Router::new().route("/", axum::routing::get(page));
}
