//! Tags from the bodies of whole routers.
//!
//! [`ConditionalLayer`] gives a tag to responses whose validators are not known beforehand, by
//! hashing the body, and answers `304 Not Modified` to a client that has that very body. The idea is
//! that of Django's `ConditionalGetMiddleware`. **It saves bandwidth, not work**: the handler runs,
//! the page is rendered, and only then is it found that the client need not get it. Where a version
//! column or a timestamp tells the same beforehand, guard the handler with
//! [`#[condition]`](macro@crate::condition) instead.
//!
//! # The rule
//!
//! Of the answers to GET, HEAD and QUERY:
//!
//! 1. One with another status than 200, 206 or 304, with an `Upgrade` field or of the type
//!    `text/event-stream` passes untouched. So does whatever [`when`](ConditionalLayer::when) or
//!    [`when_response`](ConditionalLayer::when_response) says no to.
//! 2. `Cache-Control` is set, if [`cache_control`](ConditionalLayer::cache_control) was called and
//!    there is none. It is `private` where the answer has `Set-Cookie` or the request
//!    `Authorization`.
//! 3. A 206, a 304 and what is `no-store` pass.
//! 4. An answer with an `ETag` or a `Last-Modified` keeps them, and the request's preconditions are
//!    decided by them as RFC 9110 §13.2.2 has it. The body is not looked at, whatever its length.
//! 5. A body of unknown length, or longer than [`max_body`](ConditionalLayer::max_body), passes:
//!    nothing of it is held.
//! 6. Any other body is read and hashed. It gets `ETag: W/"<32 hex>"`, the first half of its SHA-256
//!    digest, the same on every replica; or what [`strong`](ConditionalLayer::strong) and
//!    [`hash_with`](ConditionalLayer::hash_with) say. The preconditions are decided by that tag.
//!    With [`repr_digest`](ConditionalLayer::repr_digest) it gets that digest, too.
//! 7. What was decided is a 304, a 412 (an `If-Match` on a read must hold too), or the answer as it
//!    was, frame by frame, trailers included. A [`Decision`](crate::Decision) stands in its
//!    extensions if the request had preconditions, and is one `tracing` event.
//!
//! The answers to other methods pass untouched. An answer that has a
//! [`Decision`](crate::Decision) already, as a guarded handler's has, is not decided again: a
//! handler's 304 stays, a handler's tag is used.
//!
//! A body that fails on the way passes as it came: first the frames that were read, then its error.
//!
//! A 304 keeps every header of the answer it replaces but those that describe the content:
//! `Content-Length`, `Content-Type`, `Content-Encoding`, `Content-Language`, `Content-Range`,
//! `Content-Disposition`, `Transfer-Encoding`, `Trailer`, digests, a `Content-Security-Policy` with a
//! nonce, which is not that of the stored page, and, beside a tag, `Last-Modified` (RFC 9110
//! §15.4.5). So `Cache-Control`, `Content-Location`, `Date`, `Expires`,
//! `Vary`, cookies, CORS and request ids stay.
//!
//! # HEAD
//!
//! HEAD gets the tag of GET. axum calls the handler of `get` for HEAD too and drops the content
//! outside of all layers, so it is there to be hashed. Where the answer to HEAD comes without
//! content, there is no tag on it, rather than a wrong one:
//!
//! | the layer is in | HEAD has a tag |
//! |---|---|
//! | `Router::layer`, `route_layer`, `MethodRouter::layer`, `Handler::layer` | yes |
//! | the same, and the handler sends nothing because it saw HEAD | no |
//! | `.layer(router)`, around a whole router as a service | with [`head_as_get`](ConditionalLayer::head_as_get) |
//!
//! # Where to put it
//!
//! - Inside of compression, which makes the length of a body unknown. The last `Router::layer` is the
//!   outermost: `.layer(ConditionalLayer::new())`, then
//!   `.layer(CodingTagsLayer::new().around(CompressionLayer::new()))`, which keeps strong tags apart:
//!   see [`coding_tags`](super::coding_tags). A body that comes with a `Content-Encoding` is hashed
//!   as it is.
//! - Inside of what adds headers that a 304 must have as well, or outside of it: both work.
//! - On pages whose bytes repeat. A CSRF token, a nonce or a time of day in the page makes each
//!   answer a new one, and the hash is computed for nothing.
//! - `Handler::layer` costs the least: `get(feed.layer(ConditionalLayer::new()))`.
//!
//! # Example
//!
//! ```
//! use std::time::Duration;
//!
//! use axum::{Router, body::Body, http::{Request, StatusCode}, routing::get};
//! use conditional_axum::{CacheControl, ConditionalLayer};
//! use tower::ServiceExt;
//!
//! async fn feed() -> String {
//!     "<rss>…</rss>".to_owned() // rendered each time
//! }
//!
//! const POLICY: CacheControl =
//!     CacheControl::new().with_public().with_max_age(Duration::from_secs(300));
//!
//! # #[tokio::main]
//! # async fn main() {
//! let app = Router::new()
//!     .route("/feed", get(feed))
//!     .layer(ConditionalLayer::new().cache_control(POLICY));
//!
//! let first = Request::get("/feed").body(Body::empty()).unwrap();
//! let response = app.clone().oneshot(first).await.unwrap();
//! assert_eq!(response.status(), StatusCode::OK);
//! assert_eq!(response.headers()["cache-control"], "public, max-age=300");
//!
//! let again = Request::get("/feed")
//!     .header("if-none-match", &response.headers()["etag"])
//!     .body(Body::empty())
//!     .unwrap();
//! let response = app.oneshot(again).await.unwrap();
//! assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
//! # }
//! ```

mod answer;
mod collect;
mod exchange;
mod layer;
mod policy;
mod replay;
mod repr_digest;
mod scope;
mod service;
mod settings;
mod tagging;

pub use self::exchange::Exchange;
pub use self::layer::ConditionalLayer;
pub use self::policy::IntoPolicy;
pub use self::tagging::BodyFrames;
