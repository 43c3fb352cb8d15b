//! The body of a request to the API.

use axum::extract::FromRequest;

use crate::error::AppError;

/// JSON whose faults are answered in the API's own form.
///
/// It reads the body, as its implementation of `FromRequest` tells the guard: it waits until the
/// preconditions hold.
#[derive(Debug, FromRequest)]
#[from_request(via(axum::Json), rejection(AppError))]
pub(crate) struct Sent<T>(pub(crate) T);
