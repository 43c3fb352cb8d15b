//! The answer of a guarded handler.

use std::marker::PhantomData;

use axum::response::{IntoResponse, Response};

/// The answer of a guarded handler, which returns `T`; [`facts`](crate::guard::facts) says what its
/// attribute declares.
///
/// The wrapper has it in its signature, so that anything that reads signatures sees what the handler
/// answers.
#[derive(Debug)]
pub struct Guarded<T, const FACTS: u16 = 0> {
    response: Response,
    of: PhantomData<fn() -> T>,
}

impl<T, const FACTS: u16> Guarded<T, FACTS> {
    pub(super) fn response_mut(&mut self) -> &mut Response {
        &mut self.response
    }

    pub(super) fn declared<const DECLARED: u16>(self) -> Guarded<T, DECLARED> {
        self.response.into()
    }
}

impl<T, const FACTS: u16> From<Response> for Guarded<T, FACTS> {
    fn from(response: Response) -> Self {
        Self {
            response,
            of: PhantomData,
        }
    }
}

impl<T, const FACTS: u16> IntoResponse for Guarded<T, FACTS> {
    fn into_response(self) -> Response {
        self.response
    }
}

/// The answer of the handler.
pub fn respond<T: IntoResponse>(answer: T) -> Guarded<T> {
    answer.into_response().into()
}
