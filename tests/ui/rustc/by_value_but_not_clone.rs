use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::get;
use conditional_axum::{ETag, etag};

struct User(u64);

impl<S: Send + Sync> FromRequestParts<S> for User {
    type Rejection = StatusCode;

    async fn from_request_parts(_parts: &mut Parts, _state: &S) -> Result<Self, StatusCode> {
        Ok(Self(1))
    }
}

fn tag(user: User) -> ETag {
    ETag::from(user.0)
}

#[etag(tag)]
async fn show(user: User) -> String {
    user.0.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
