//! The builder.

use axum::http::Request;
use axum::response::IntoResponse;
use tower_layer::Layer;

use super::exchange::Exchange;
use super::refusal::Refusal;
use crate::middleware::around::{Around, Middleware};

/// Replaces the body of every 412 and 428 of an application by one of its own shape.
///
/// Without it the body is a problem document (RFC 9457). Status, `ETag` and the headers that do not
/// describe the body stay as they are; the new body brings its own `Content-Type`. It replaces the
/// answers of the attributes, of [`Preconditions::check`](crate::Preconditions::check) and of
/// [`PreconditionFailed`](crate::PreconditionFailed), and no other.
///
/// # Example
///
/// ```
/// use axum::{Json, Router, body::{Body, to_bytes}, http::Request, routing::put};
/// use conditional_axum::{ETag, Refusal, RefusalLayer, etag};
/// use serde_json::json;
/// use tower::ServiceExt;
///
/// #[etag(|| ETag::from(7_u64))]
/// async fn save(_body: String) {}
///
/// fn own_shape(refusal: &Refusal) -> Json<serde_json::Value> {
///     Json(json!({ "error": { "code": refusal.decision().as_str(), "hint": refusal.detail() } }))
/// }
///
/// # #[tokio::main]
/// # async fn main() {
/// let app = Router::new().route("/", put(save)).layer(RefusalLayer::new(own_shape));
/// let stale = Request::put("/").header("if-match", "\"6\"").body(Body::empty()).unwrap();
///
/// let response = app.oneshot(stale).await.unwrap();
/// assert_eq!(response.status(), 412);
/// assert_eq!(response.headers()["etag"], "\"7\"");
/// assert_eq!(response.headers()["content-type"], "application/json");
/// let body = to_bytes(response.into_body(), 1024).await.unwrap();
/// assert!(body.starts_with(br#"{"error":{"code":"precondition_failed""#));
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RefusalLayer<F> {
    render: F,
}

impl<F> RefusalLayer<F> {
    /// Renders every refusal with this function.
    pub const fn new<R>(render: F) -> Self
    where
        F: Fn(&Refusal) -> R,
        R: IntoResponse,
    {
        Self { render }
    }
}

impl<S, F: Clone> Layer<S> for RefusalLayer<F> {
    type Service = Around<Self, S>;

    fn layer(&self, inner: S) -> Self::Service {
        Around::new(self.clone(), inner)
    }
}

impl<F, R> Middleware for RefusalLayer<F>
where
    F: Fn(&Refusal) -> R + Clone,
    R: IntoResponse,
{
    type Exchange = Exchange<F>;

    fn begin<B>(&self, request: Request<B>) -> (Request<B>, Exchange<F>) {
        (request, Exchange::new(self.render.clone()))
    }
}
