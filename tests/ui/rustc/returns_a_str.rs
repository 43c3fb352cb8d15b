use axum::Router;
use axum::routing::get;
use conditional_axum::etag;

fn tag() -> &'static str {
    "v1"
}

#[etag(tag)]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
