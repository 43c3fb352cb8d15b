use axum::Router;
use axum::extract::Path;
use axum::http::Method;
use axum::routing::get;
use conditional_axum::{ETag, etag};

fn tag(Path(id): &Path<u64>) -> ETag {
    ETag::from(*id)
}

#[etag(tag)]
async fn show(Path(id): Path<u64>, #[cfg(unix)] _method: Method) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
