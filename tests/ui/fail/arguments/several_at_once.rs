use axum::Router;
use axum::routing::get;
use conditional_axum::condition;

#[condition(etag = tag(), last_modifed = modified, required = true, vary = "Accept Language")]
fn show() -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/", get(show));
}
