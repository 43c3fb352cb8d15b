//! The answer of a guarded handler.

use std::marker::PhantomData;

use axum::response::{IntoResponse, Response};

/// The answer of a guarded handler, which returns `T`.
///
/// The wrapper has it in its signature, so that whoever reads signatures sees what the handler
/// answers.
#[derive(Debug)]
pub struct Guarded<T> {
    response: Response,
    of: PhantomData<fn() -> T>,
}

impl<T> From<Response> for Guarded<T> {
    #[inline]
    fn from(response: Response) -> Self {
        Self {
            response,
            of: PhantomData,
        }
    }
}

impl<T> IntoResponse for Guarded<T> {
    #[inline]
    fn into_response(self) -> Response {
        self.response
    }
}

/// The answer of the handler.
#[inline]
pub fn respond<T: IntoResponse>(answer: T) -> Guarded<T> {
    answer.into_response().into()
}
