//! The body of a request to the API.

use axum::extract::FromRequest;

use crate::error::AppError;

/// JSON whose faults are answered in the API's own form.
///
/// The guard knows axum's own `Json` as something that reads the body, but not this type: its
/// parameters are marked `#[body]`, so that it, too, waits until the preconditions hold.
#[derive(Debug, FromRequest)]
#[from_request(via(axum::Json), rejection(AppError))]
pub(crate) struct Sent<T>(pub(crate) T);
