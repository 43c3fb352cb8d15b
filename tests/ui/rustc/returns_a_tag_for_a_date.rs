use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::{ETag, last_modified};

async fn modified(Path(id): &Path<u64>) -> Option<ETag> {
    Some(ETag::from(*id))
}

#[last_modified(modified)]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
