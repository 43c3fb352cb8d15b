use std::time::SystemTime;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::{ETag, condition};

fn tag(Path(id): &Path<u64>) -> ETag {
    ETag::from(*id)
}

fn modified() -> SystemTime {
    SystemTime::UNIX_EPOCH
}

#[condition(last_modifed = modified)]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
