//! The successful answer to a repeated write whose change is in place already.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use conditional_core::{Decision, Representation};

use crate::response::validators::{self, Own};
use crate::settings::GuardSettings;

/// `204 No Content`, where the application has no answer of its own.
pub(crate) fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// The answer with the current validators: they name the version that the write has made.
pub(crate) fn with_validators(
    mut response: Response,
    decision: Decision,
    representation: Representation,
    settings: &GuardSettings,
) -> Response {
    let headers = response.headers_mut();
    let own = Own::of(headers);
    validators::add(headers, own, representation, settings);
    response.extensions_mut().insert(decision);
    response
}
