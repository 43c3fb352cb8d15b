//! A `Range` that the handler takes before its last parameter.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};

/// A range, or how it is rejected: only after the decision is it known whether it counts at all.
///
/// A range in last place waits as a body does, and needs none of this.
#[derive(Debug)]
pub struct Ranged<T> {
    range: T,
    rejected: Option<Response>,
}

impl<T> Ranged<T> {
    /// The range, which is none where it is rejected, and the rejection.
    pub fn open(self) -> (T, Option<Response>) {
        (self.range, self.rejected)
    }
}

impl<S, T> FromRequestParts<S> for Ranged<T>
where
    S: Sync,
    T: FromRequestParts<S> + Default,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let (range, rejected) = match T::from_request_parts(parts, state).await {
            Ok(range) => (range, None),
            Err(rejected) => (T::default(), Some(rejected.into_response())),
        };
        Ok(Self { range, rejected })
    }
}
