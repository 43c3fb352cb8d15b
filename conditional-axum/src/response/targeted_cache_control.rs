//! Cache-Control for some caches only (RFC 9213).

use std::convert::Infallible;

use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};
use conditional_core::CacheControl;

const CDN_CACHE_CONTROL: HeaderName = HeaderName::from_static("cdn-cache-control");

/// A policy for some caches, which follow it instead of `Cache-Control`: `CDN-Cache-Control` and its
/// like (RFC 9213).
///
/// So a CDN that can be told of changes may keep a page that browsers ask for each time. As a part of a
/// `headers` function it is on the 200 and on the 304. Where a guard says `no-store` because a date
/// cannot be sent yet, it takes these fields off. A policy that says nothing sends no field.
///
/// # Example
///
/// ```
/// use std::time::Duration;
///
/// use axum::{Router, routing::get};
/// use conditional_axum::{CacheControl, ETag, TargetedCacheControl, condition};
/// # use axum::{body::Body, http::Request};
/// # use tower::ServiceExt;
///
/// fn an_hour_at_the_edge() -> TargetedCacheControl {
///     TargetedCacheControl::cdn(CacheControl::new().with_max_age(Duration::from_secs(3600)))
/// }
///
/// #[condition(etag = || ETag::from(7), headers = an_hour_at_the_edge, cache_control = "no-cache")]
/// async fn show() -> &'static str {
///     "page"
/// }
///
/// # #[tokio::main]
/// # async fn main() {
/// let app: Router = Router::new().route("/", get(show));
/// let response = app.oneshot(Request::new(Body::empty())).await.unwrap();
/// assert_eq!(response.headers()["cache-control"], "no-cache");
/// assert_eq!(response.headers()["cdn-cache-control"], "max-age=3600");
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it is a part of a response"]
pub struct TargetedCacheControl {
    name: HeaderName,
    policy: CacheControl,
}

impl TargetedCacheControl {
    /// For CDNs: `CDN-Cache-Control` (RFC 9213 §3.1).
    pub fn cdn(policy: CacheControl) -> Self {
        Self::named(CDN_CACHE_CONTROL, policy)
    }

    /// For the caches that read the field of this name, such as `Cloudflare-CDN-Cache-Control`.
    ///
    /// ```
    /// use axum::{http::HeaderName, response::IntoResponse};
    /// use conditional_axum::{CacheControl, TargetedCacheControl};
    ///
    /// let name = HeaderName::from_static("cloudflare-cdn-cache-control");
    /// let part = TargetedCacheControl::named(name, CacheControl::new().with_no_store());
    /// let response = part.into_response();
    /// assert_eq!(response.headers()["cloudflare-cdn-cache-control"], "no-store");
    /// ```
    pub fn named(name: HeaderName, policy: CacheControl) -> Self {
        Self { name, policy }
    }
}

/// Sets the field, and replaces any value it had.
impl IntoResponseParts for TargetedCacheControl {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        let value = HeaderValue::from(self.policy);
        if !value.is_empty() {
            parts.headers_mut().insert(self.name, value);
        }
        Ok(parts)
    }
}

/// A response without content, with this field.
impl IntoResponse for TargetedCacheControl {
    fn into_response(self) -> Response {
        (self, ()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_that_says_nothing_sends_no_field() {
        let response = TargetedCacheControl::cdn(CacheControl::new()).into_response();
        assert!(response.headers().is_empty());
    }

    #[test]
    fn a_policy_alone_is_a_response() {
        let response = TargetedCacheControl::cdn(CacheControl::new().with_private());
        let response = response.into_response();
        assert_eq!(response.headers()["cdn-cache-control"], "private");
    }

    #[test]
    fn each_target_has_a_field_of_its_own() {
        let own = HeaderName::from_static("example-cache-control");
        let no_store = CacheControl::new().with_no_store();
        let parts = (
            TargetedCacheControl::cdn(CacheControl::new().with_private()),
            TargetedCacheControl::named(own, no_store),
            (),
        );
        let response = parts.into_response();
        assert_eq!(response.headers()["cdn-cache-control"], "private");
        assert_eq!(response.headers()["example-cache-control"], "no-store");
    }
}
