use axum::Router;
use axum::routing::put;
use conditional_axum::{ETag, condition};

fn tag() -> ETag {
    ETag::from(1)
}

fn in_place(body: &String) -> bool {
    body.is_empty()
}

#[condition(etag = tag, applied = in_place)]
async fn save(body: String) -> String {
    body
}

fn main() {
    let _: Router = Router::new().route("/", put(save));
}
