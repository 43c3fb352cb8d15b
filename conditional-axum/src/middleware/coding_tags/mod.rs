//! Tags that stay true around compression.
//!
//! A strong tag promises the very bytes, and a compressed page has other bytes than the plain one,
//! so the two must not share a strong tag (RFC 9110 §8.8.3.3). tower-http's `CompressionLayer`
//! leaves the tag as it is. [`CodingTagsLayer`] goes *around* it and adds the coding to the tag,
//! `"v1"` → `"v1-gzip"`, and takes it off again from what the client sends, so that inside there is
//! only `"v1"`: a client that read the compressed copy can still write with `If-Match`.
//!
//! [`around`](CodingTagsLayer::around) takes the compressor and holds both in the right order. The
//! other way round is silently wrong: inside of the compressor the layer sees no coding, and all
//! copies leave with the one strong tag.
//!
//! It decides nothing itself: guarded handlers, [`ConditionalLayer`](crate::ConditionalLayer) or a
//! file service inside do.
//!
//! # The rule
//!
//! Of a response:
//!
//! 1. A strong tag of one with a `Content-Encoding` of gzip (also `x-gzip`), br, deflate or zstd
//!    gets `-gzip`, `-br`, `-deflate` or `-zstd` before its closing quote. Any status: the answer to
//!    a write carries a tag too. A strong tag under any other coding, a dictionary coding such as
//!    `dcb` for instance, or under several at once, becomes weak.
//! 2. Weak tags stay as they are: they name the meaning, which no coding changes.
//! 3. `Vary: accept-encoding` is added to every 304, and to every 200 and 206 with a validator in
//!    answer to a read, whether or not this copy has a coding. `Vary` is never taken away.
//! 4. The `ETag` of a 304 is the one that the client sent in `If-None-Match`, if that is weak or
//!    stands for a coded copy. In answer to `If-Modified-Since` it is weak where the client may hold
//!    a coded copy. A 304 never has a `Content-Encoding` or content: a compressor may have put both
//!    on it.
//!
//! Of a request, in all lines of a field and up to the first malformed member, after which nothing
//! is read anyway (a tag without quotes is one, also where the guard reads it by `bare_tags`: it keeps
//! its suffix, and matches no version):
//!
//! 5. `If-None-Match`: every tag loses its coding. On a read, the tag of a coding that
//!    `Accept-Encoding` refuses is left out: a cache must not be told to use that copy.
//!    What proxies make of tags is understood as well: `W/` (nginx), which the comparison ignores;
//!    `-gzip` (Apache httpd, Caddy, hapi); `--gzip` (Jetty, old httpd); `;gz` and `;br` (`LiteSpeed`).
//! 6. `If-Match`: strong tags lose the suffixes of rule 1 only. The other forms are taken with
//!    [`lenient_if_match`](CodingTagsLayer::lenient_if_match).
//! 7. `If-Range` with the tag of a coded copy, and the `Range` beside it, are removed: the answer is
//!    the whole. A compressor leaves parts plain, and a plain part would not fit the coded rest; nor
//!    does it promise to make the same bytes of the same page again. So are an `If-Range` with a
//!    date and its `Range` where `Accept-Encoding` names a coding: a date does not tell which copy
//!    the client holds. For the same reason a read loses its `Range` where `If-Match` names a coded
//!    copy.
//!
//! # Tags that look suffixed
//!
//! An application may itself call a version `"backup-gzip"`. Nothing is confused: a tag, strong or
//! weak, whose own text ends like one of the forms above goes out as `"backup-gzip-identity"`, and
//! comes back as it was. What is read off an incoming tag is therefore exactly what was put on; no
//! tag matches two versions. Tags that clients hold from the time before the layer was added are
//! affected only if they end that way; those miss once.
//!
//! # Example
//!
//! ```
//! use axum::{Router, body::Body, http::{Request, StatusCode}, routing::get};
//! use conditional_axum::{CodingTagsLayer, ETag, etag};
//! use tower::ServiceExt;
//! use tower_http::compression::CompressionLayer;
//!
//! fn version() -> ETag {
//!     ETag::from(1_u64)
//! }
//!
//! #[etag(version)]
//! async fn show() -> String {
//!     "to be or not to be ".repeat(40)
//! }
//!
//! #[etag(version)]
//! async fn save(_body: String) -> StatusCode {
//!     StatusCode::NO_CONTENT
//! }
//!
//! # #[tokio::main]
//! # async fn main() {
//! let app = Router::new()
//!     .route("/", get(show).put(save))
//!     .layer(CodingTagsLayer::new().around(CompressionLayer::new()));
//!
//! let read = Request::get("/").header("accept-encoding", "gzip").body(Body::empty()).unwrap();
//! let response = app.clone().oneshot(read).await.unwrap();
//! assert_eq!(response.headers()["etag"], "\"1-gzip\"");
//!
//! let write = Request::put("/").header("if-match", "\"1-gzip\"").body(Body::empty()).unwrap();
//! assert_eq!(app.oneshot(write).await.unwrap().status(), StatusCode::NO_CONTENT);
//! # }
//! ```

mod coding;
mod copies;
mod exchange;
mod layer;
mod request;
mod response;
mod rewrite;
mod suffix;

pub use self::exchange::Exchange;
pub use self::layer::CodingTagsLayer;
