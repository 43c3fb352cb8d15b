use std::pin::Pin;

use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, etag};

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
fn show<'async_trait>() -> Pin<Box<dyn Future<Output = String> + Send + 'async_trait>> {
    Box::pin(async { String::new() })
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
