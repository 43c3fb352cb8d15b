use axum::Router;
use axum::extract::{FromRequest, Path, Request};
use axum::http::StatusCode;
use axum::routing::put;
use conditional_axum::{ETag, etag};

struct Name(String);

impl<S: Send + Sync> FromRequest<S> for Name {
    type Rejection = StatusCode;

    async fn from_request(_request: Request, _state: &S) -> Result<Self, StatusCode> {
        Ok(Self(String::new()))
    }
}

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
async fn save(#[body] name: Name, Path(id): Path<u64>) -> String {
    format!("{id} {}", name.0)
}

fn main() {
    let _: Router = Router::new().route("/{id}", put(save));
}
