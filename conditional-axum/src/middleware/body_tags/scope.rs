//! The builder: which requests and answers the layer works on, and how it asks the service inside.

use std::sync::Arc;

use axum::http::{request, response};

use super::layer::ConditionalLayer;

impl ConditionalLayer {
    /// Leaves alone the requests for which `predicate` says no.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::Request, routing::get};
    /// use conditional_axum::ConditionalLayer;
    /// use tower::ServiceExt;
    ///
    /// let layer = ConditionalLayer::new().when(|request| request.uri.path() != "/csrf-token");
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn serve(layer: ConditionalLayer) {
    /// let app = Router::new().route("/csrf-token", get("6f1ed002ab55")).layer(layer);
    ///
    /// let response = app.oneshot(Request::get("/csrf-token").body(Body::empty()).unwrap()).await.unwrap();
    /// assert!(!response.headers().contains_key("etag"));
    /// # }
    /// # serve(layer);
    /// ```
    pub fn when<F>(mut self, predicate: F) -> Self
    where
        F: Fn(&request::Parts) -> bool + Send + Sync + 'static,
    {
        self.settings_mut().when = Some(Arc::new(predicate));
        self
    }

    /// Leaves alone the responses for which `predicate` says no: it sees status and headers.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::{Request, header}, routing::get};
    /// use conditional_axum::ConditionalLayer;
    /// use tower::ServiceExt;
    ///
    /// let layer = ConditionalLayer::new()
    ///     .when_response(|response| !response.headers.contains_key(header::SET_COOKIE));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn serve(layer: ConditionalLayer) {
    /// let app = Router::new()
    ///     .route("/", get(([(header::SET_COOKIE, "seen=1")], "hello")))
    ///     .layer(layer);
    ///
    /// let response = app.oneshot(Request::new(Body::empty())).await.unwrap();
    /// assert!(!response.headers().contains_key("etag"));
    /// # }
    /// # serve(layer);
    /// ```
    pub fn when_response<F>(mut self, predicate: F) -> Self
    where
        F: Fn(&response::Parts) -> bool + Send + Sync + 'static,
    {
        self.settings_mut().when_response = Some(Arc::new(predicate));
        self
    }

    /// Passes HEAD on as GET and drops the content of the answer.
    ///
    /// For services that answer HEAD without content, of which no tag can be made: a whole
    /// [`Router`](axum::Router) used as a service, or one mounted by `nest_service`. Not needed in
    /// `Router::layer`, `route_layer`, `MethodRouter::layer` and `Handler::layer`, where the
    /// content is still there. Handlers and layers inside see the method GET.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::Request, routing::get};
    /// use conditional_axum::ConditionalLayer;
    /// use tower::{Layer, ServiceExt};
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let router: Router = Router::new().route("/", get("hello"));
    /// let service = ConditionalLayer::new().head_as_get().layer(router);
    ///
    /// let head = Request::head("/").body(Body::empty()).unwrap();
    /// let response = service.oneshot(head).await.unwrap();
    /// assert_eq!(response.headers()["etag"], "W/\"2cf24dba5fb0a30e26e83b2ac5b9e29e\"");
    /// assert_eq!(response.headers()["content-length"], "5");
    /// # }
    /// ```
    pub fn head_as_get(mut self) -> Self {
        self.settings_mut().head_as_get = true;
        self
    }

    /// Answers a request that has both `Range` and `If-Range` with the whole content.
    ///
    /// For inner services that honour `Range` without looking at `If-Range`, such as `ServeDir` of
    /// tower-http 0.7: after a change they would send a part of the new file to a client that holds
    /// the rest of the old one. The whole is always right (RFC 9110 §14.2); a `Range` alone stays.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::{HeaderMap, Request}, routing::get};
    /// use conditional_axum::ConditionalLayer;
    /// use tower::ServiceExt;
    ///
    /// async fn told(headers: HeaderMap) -> &'static str {
    ///     if headers.contains_key("range") { "a part" } else { "the whole" }
    /// }
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let app = Router::new()
    ///     .route("/", get(told))
    ///     .layer(ConditionalLayer::new().whole_on_if_range());
    ///
    /// let resumed = Request::get("/")
    ///     .header("range", "bytes=6-")
    ///     .header("if-range", "Sun, 06 Nov 1994 08:49:37 GMT")
    ///     .body(Body::empty())
    ///     .unwrap();
    /// let response = app.oneshot(resumed).await.unwrap();
    /// let body = axum::body::to_bytes(response.into_body(), 100).await.unwrap();
    /// assert_eq!(body, "the whole");
    /// # }
    /// ```
    pub fn whole_on_if_range(mut self) -> Self {
        self.settings_mut().whole_on_if_range = true;
        self
    }
}
