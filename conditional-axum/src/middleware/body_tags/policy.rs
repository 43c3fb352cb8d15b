//! The policies that the builder takes.

use conditional_core::CacheControl;

/// What [`ConditionalLayer::cache_control`](super::ConditionalLayer::cache_control) takes: a [`CacheControl`] or its text.
///
/// ```
/// use conditional_axum::CacheControl;
/// use conditional_axum::middleware::body_tags::IntoPolicy;
///
/// assert_eq!("no-cache".into_policy(), CacheControl::new().with_no_cache());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Cache-Control policy",
    label = "must be a `CacheControl` or a text",
    note = "write `\"public, max-age=60\"`, or `CacheControl::new().with_public()` and so on"
)]
pub trait IntoPolicy {
    /// The policy.
    fn into_policy(self) -> CacheControl;
}

impl IntoPolicy for CacheControl {
    fn into_policy(self) -> CacheControl {
        self
    }
}

impl IntoPolicy for &'static str {
    fn into_policy(self) -> CacheControl {
        CacheControl::from_static(self)
    }
}
