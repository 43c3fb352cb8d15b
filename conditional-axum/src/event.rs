//! One `tracing` event for each decision.

#[cfg(feature = "tracing")]
use conditional_core::ConditionalField;
use conditional_core::{Decision, ETag};

/// Tells which field decided what, at DEBUG, target `conditional_axum`.
#[cfg(feature = "tracing")]
#[inline]
pub(crate) fn decided(decision: Decision, etag: Option<&ETag>) {
    use tracing::{Level, level_filters::LevelFilter};

    // Asked here, without a call: nearly always nobody listens.
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
#[cfg(feature = "tracing")]
pub(crate) fn overridden(field: &http::HeaderName) {
    tracing::warn!(
        target: "conditional_axum",
        field = field.as_str(),
        "the handler sets a field to another value than its attribute: the 304 cannot repeat it"
    );
}

/// Without the feature `tracing` nothing is told.
#[cfg(not(feature = "tracing"))]
pub(crate) fn overridden(_field: &http::HeaderName) {}
