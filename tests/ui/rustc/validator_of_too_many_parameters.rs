use axum::Router;
use axum::http::Method;
use axum::routing::get;
use conditional_axum::{ETag, etag};

#[rustfmt::skip]
fn tag(
    _1: &Method, _2: &Method, _3: &Method, _4: &Method, _5: &Method, _6: &Method,
    _7: &Method, _8: &Method, _9: &Method, _10: &Method, _11: &Method, _12: &Method,
    _13: &Method, _14: &Method, _15: &Method, _16: &Method, _17: &Method,
) -> ETag {
    ETag::from(1)
}

#[etag(tag)]
async fn show(method: Method) -> String {
    method.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
