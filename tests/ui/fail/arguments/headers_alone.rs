use axum::Router;
use axum::routing::get;
use conditional_axum::{CacheControl, condition};

fn caching() -> CacheControl {
    CacheControl::new()
}

#[condition(headers = caching)]
async fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
