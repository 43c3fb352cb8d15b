//! The builder: what the tags are made of, and what the answers say.

use std::sync::Arc;

use conditional_core::ETag;

use super::policy::IntoPolicy;
use super::settings::{Policy, Settings};
use super::tagging::{BodyFrames, Tagging};

/// Answers `304 Not Modified` for a whole router, by a hash of each body: see the
/// [module's documentation](super) for the rule and an example.
#[derive(Clone, Debug, Default)]
#[must_use = "give it to `Router::layer`, or to any other service"]
pub struct ConditionalLayer {
    /// Shared: `Handler::layer` makes a service for each request.
    pub(super) settings: Arc<Settings>,
}

impl ConditionalLayer {
    /// Weak tags, bodies of up to 2 MiB, no `Cache-Control`, all requests.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the tags strong: `"…"` instead of `W/"…"`.
    ///
    /// A strong tag says that the bytes are the same, so it may stand in `If-Match` and `If-Range`.
    /// It holds for the bytes that leave *this* layer: whatever changes them on the way out, such
    /// as compression, must change the tag too, and
    /// [`CodingTagsLayer`](crate::CodingTagsLayer) does that.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::Request, routing::get};
    /// use conditional_axum::ConditionalLayer;
    /// use tower::ServiceExt;
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let app = Router::new()
    ///     .route("/", get("hello"))
    ///     .layer(ConditionalLayer::new().strong());
    ///
    /// let response = app.oneshot(Request::new(Body::empty())).await.unwrap();
    /// assert_eq!(response.headers()["etag"], "\"2cf24dba5fb0a30e26e83b2ac5b9e29e\"");
    /// # }
    /// ```
    pub fn strong(mut self) -> Self {
        self.settings_mut().tagging = Tagging::Strong;
        self
    }

    /// Makes the tags with a function of your own instead of SHA-256.
    ///
    /// It gets the body's data frame by frame, once all of it is there, and returns the tag, weak
    /// or strong. It must give equal tags for equal bytes however they are cut into frames, and on
    /// every replica: the standard library's `DefaultHasher` does not promise the latter.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::Request, routing::get};
    /// use conditional_axum::middleware::body_tags::BodyFrames;
    /// use conditional_axum::{ConditionalLayer, ETag};
    /// use tower::ServiceExt;
    ///
    /// fn fnv(frames: BodyFrames<'_>) -> ETag {
    ///     let hash = frames.flatten().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
    ///         (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    ///     });
    ///     ETag::from(hash).into_weak()
    /// }
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let app = Router::new()
    ///     .route("/", get("hello"))
    ///     .layer(ConditionalLayer::new().hash_with(fnv));
    ///
    /// let response = app.oneshot(Request::new(Body::empty())).await.unwrap();
    /// assert_eq!(response.headers()["etag"], "W/\"11831194018420276491\"");
    /// # }
    /// ```
    pub fn hash_with<F>(mut self, function: F) -> Self
    where
        F: Fn(BodyFrames<'_>) -> ETag + Send + Sync + 'static,
    {
        self.settings_mut().tagging = Tagging::Own(Arc::new(function));
        self
    }

    /// Sets `Cache-Control` on the responses that have none: a [`CacheControl`](crate::CacheControl), or its text.
    ///
    /// It goes on what caches may keep: a 200, and a 206 or 304 that speaks of one. Errors,
    /// redirects, event streams and the answers to other methods do not get it.
    ///
    /// An answer with `Set-Cookie`, or to a request with `Authorization`, belongs to one user: it gets
    /// the policy with `private`, whatever else the policy says. Where such answers are the same for
    /// everybody, use [`shared_cache_control`](Self::shared_cache_control).
    ///
    /// # Panics
    ///
    /// If a text is not a valid `Cache-Control`.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::{Request, header}, routing::get};
    /// use conditional_axum::ConditionalLayer;
    /// use tower::ServiceExt;
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let app = Router::new()
    ///     .route("/", get("hello"))
    ///     .route("/login", get(([(header::SET_COOKIE, "session=1")], "hello")))
    ///     .layer(ConditionalLayer::new().cache_control("public, max-age=60"));
    ///
    /// let page = Request::get("/").body(Body::empty()).unwrap();
    /// let response = app.clone().oneshot(page).await.unwrap();
    /// assert_eq!(response.headers()["cache-control"], "public, max-age=60");
    ///
    /// let login = Request::get("/login").body(Body::empty()).unwrap();
    /// let response = app.oneshot(login).await.unwrap();
    /// assert_eq!(response.headers()["cache-control"], "private, max-age=60");
    /// # }
    /// ```
    pub fn cache_control(self, policy: impl IntoPolicy) -> Self {
        self.with_policy(policy, false)
    }

    /// Like [`cache_control`](Self::cache_control), also on answers with `Set-Cookie` and to requests
    /// with `Authorization`.
    ///
    /// With a policy that is `public`, shared caches hand such an answer on to anyone, its cookies
    /// included. Use it only where these are the same for everybody.
    ///
    /// # Panics
    ///
    /// If a text is not a valid `Cache-Control`.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::Request, routing::get};
    /// use conditional_axum::ConditionalLayer;
    /// use tower::ServiceExt;
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let app = Router::new()
    ///     .route("/prices", get("[]")) // for every client with a key, and the same for all of them
    ///     .layer(ConditionalLayer::new().shared_cache_control("public, max-age=60").max_body(64 * 1024));
    ///
    /// let request = Request::get("/prices").header("authorization", "Bearer key");
    /// let response = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    /// assert_eq!(response.headers()["cache-control"], "public, max-age=60");
    /// # }
    /// ```
    pub fn shared_cache_control(self, policy: impl IntoPolicy) -> Self {
        self.with_policy(policy, true)
    }

    fn with_policy(mut self, policy: impl IntoPolicy, shares_personal: bool) -> Self {
        let policy = policy.into_policy();
        self.settings_mut().cache_control =
            (!policy.is_empty()).then(|| Policy::new(policy, shares_personal));
        self
    }

    /// Hashes bodies of at most this many bytes; longer ones pass as they come. 2 MiB by default.
    ///
    /// Up to this much is held in memory for each request, while a slow body arrives.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.settings_mut().max_body = bytes;
        self
    }

    /// Sends `Repr-Digest` (RFC 9530) with each answer that it hashes: `sha-256=:…:`, the digest that
    /// the tag is made of anyway.
    ///
    /// It lets a client check that it has got, or put together, what was meant. Answers with validators
    /// of their own are not hashed, and with [`hash_with`](Self::hash_with) there is no such digest. A
    /// 304 does not repeat it, and a `Repr-Digest` of the inner service stays. A content coding is part
    /// of what the digest is of: outside of a compressor, [`CodingTagsLayer`](crate::CodingTagsLayer)
    /// takes the field off the copies that it compressed.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::Request, routing::get};
    /// use conditional_axum::ConditionalLayer;
    /// use tower::ServiceExt;
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let app = Router::new()
    ///     .route("/", get("hello"))
    ///     .layer(ConditionalLayer::new().repr_digest());
    ///
    /// let response = app.oneshot(Request::new(Body::empty())).await.unwrap();
    /// assert_eq!(
    ///     response.headers()["repr-digest"],
    ///     "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:"
    /// );
    /// # }
    /// ```
    pub fn repr_digest(mut self) -> Self {
        self.settings_mut().repr_digest = true;
        self
    }

    pub(super) fn settings_mut(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }
}
