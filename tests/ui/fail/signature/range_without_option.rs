use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, etag};

fn tag() -> ETag {
    ETag::from(1)
}

struct Range;

struct TypedHeader<T>(T);

#[etag(tag)]
async fn show(TypedHeader(range): TypedHeader<Range>) -> String {
    drop(range);
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
