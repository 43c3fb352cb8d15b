//! The builder.

use axum::http::Request;
use tower_layer::{Layer, Stack};

use super::exchange::Exchange;
use crate::middleware::around::{Around, Middleware};

/// Keeps strong tags true around compression: see the [module's documentation](super) for the rule
/// and an example.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "give it to `Router::layer`, after the compression"]
pub struct CodingTagsLayer {
    lenient_if_match: bool,
}

impl CodingTagsLayer {
    /// Reads `If-Match` strictly.
    pub const fn new() -> Self {
        Self {
            lenient_if_match: false,
        }
    }

    /// Takes tags in `If-Match` that a proxy has changed.
    ///
    /// nginx and several content delivery networks make a strong tag weak when they compress, and a
    /// weak tag never holds in `If-Match` (RFC 9110 §13.1.1): browsers after such a proxy cannot write. With
    /// this, `W/"v1"`, `"v1--gzip"` and `"v1;gz"` count as `"v1"` there. Tags that the application
    /// itself made weak still do not hold.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::{Request, StatusCode}, routing::put};
    /// use conditional_axum::{CodingTagsLayer, ETag, etag};
    /// use tower::ServiceExt;
    ///
    /// #[etag(|| ETag::from(1_u64))]
    /// async fn save(_body: String) {}
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let app = Router::new()
    ///     .route("/", put(save))
    ///     .layer(CodingTagsLayer::new().lenient_if_match());
    ///
    /// let weakened = Request::put("/").header("if-match", "W/\"1\"").body(Body::empty()).unwrap();
    /// assert_eq!(app.oneshot(weakened).await.unwrap().status(), StatusCode::OK);
    /// # }
    /// ```
    pub const fn lenient_if_match(mut self) -> Self {
        self.lenient_if_match = true;
        self
    }

    /// Puts the layer around a compressor: both as one layer, in the right order.
    ///
    /// An inner layer cannot see what an outer one does to its responses, so a `CodingTagsLayer`
    /// inside of the compressor would silently leave one strong tag on all copies.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::Request, routing::get};
    /// use conditional_axum::{CodingTagsLayer, ETag, etag};
    /// use tower::ServiceExt;
    /// use tower_http::compression::CompressionLayer;
    ///
    /// #[etag(|| ETag::from(1_u64))]
    /// async fn show() -> String {
    ///     "to be or not to be ".repeat(40)
    /// }
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let app = Router::new()
    ///     .route("/", get(show))
    ///     .layer(CodingTagsLayer::new().around(CompressionLayer::new()));
    ///
    /// let read = Request::get("/").header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    /// let response = app.oneshot(read).await.unwrap();
    /// assert_eq!(response.headers()["content-encoding"], "gzip");
    /// assert_eq!(response.headers()["etag"], "\"1-gzip\"");
    /// # }
    /// ```
    pub const fn around<C>(self, compressor: C) -> Stack<C, Self> {
        Stack::new(compressor, self)
    }
}

impl<S> Layer<S> for CodingTagsLayer {
    type Service = Around<Self, S>;

    fn layer(&self, inner: S) -> Self::Service {
        Around::new(*self, inner)
    }
}

impl Middleware for CodingTagsLayer {
    type Exchange = Exchange;

    fn begin<B>(&self, mut request: Request<B>) -> (Request<B>, Exchange) {
        let exchange = Exchange::begin(&mut request, self.lenient_if_match);
        (request, exchange)
    }
}
