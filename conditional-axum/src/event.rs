//! `tracing` events: one for each decision, and one where an application contradicts its guard.

use axum::http::{HeaderName, StatusCode};
#[cfg(feature = "tracing")]
use conditional_core::ConditionalField;
use conditional_core::{Decision, ETag};

/// Tells which field decided what, at DEBUG, target `conditional_axum`.
#[cfg(feature = "tracing")]
#[inline]
pub(crate) fn decided(decision: Decision, etag: Option<&ETag>) {
    use tracing::{Level, level_filters::LevelFilter};

    // Checked here, without a call: there is hardly ever a subscriber for it.
    if Level::DEBUG <= LevelFilter::current() {
        tell(decision, etag);
    }
}

#[cfg(feature = "tracing")]
#[cold]
fn tell(decision: Decision, etag: Option<&ETag>) {
    tracing::debug!(
        target: "conditional_axum",
        decision = decision.as_str(),
        field = decision.field().map(ConditionalField::as_str),
        etag = etag.map(tracing::field::display),
        "preconditions decided"
    );
}

/// Without the feature `tracing` nothing is told.
#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn decided(_decision: Decision, _etag: Option<&ETag>) {}

/// Warns that the handler has set a field to another value than the attribute declares, which the
/// 304 will not repeat.
pub(crate) fn overridden(field: &HeaderName) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "conditional_axum",
        field = field.as_str(),
        "the handler sets a field to another value than its attribute: the 304 cannot repeat it"
    );
    let _ = field;
}

/// Warns that the handler offers a tag that the guard does not know.
pub(crate) fn unknown_tag() {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "conditional_axum",
        "the answer has an ETag of its own, but its guard knows dates only: a client that sends the tag back never gets a 304, and every If-Match with it fails; give the guard an `etag` function"
    );
}

/// Tells that what the validators said is present was not answered as such.
pub(crate) fn contradicted(status: StatusCode) {
    #[cfg(feature = "tracing")]
    if status.is_redirection() || matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) {
        tracing::debug!(
            target: "conditional_axum",
            status = status.as_u16(),
            "the validators say that there is a representation, the handler answers otherwise: a client with a current tag gets a 304 in its place; settle it in a validator's `Err` or an extractor"
        );
    }
    let _ = status;
}

/// An error of the application: a part that does not fit the rest was about to leave.
pub(crate) fn spliced() {
    #[cfg(feature = "tracing")]
    tracing::error!(
        target: "conditional_axum",
        "a handler answers 206 although If-Range does not hold: the download would be corrupt; take the range as `Option<TypedHeader<Range>>`, or ask `Preconditions::range_applies` before"
    );
}
