//! One page that can be read and written, and what was done with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use conditional_axum::{ETag, condition};
use conditional_tests::{Call, Proxied, Reply};
use tower_http::compression::CompressionLayer;

/// Long enough to be worth compressing.
pub(crate) const TEXT: &str = concat!(
    "Whoever reads this through a proxy may get it compressed, with a tag that is no longer ",
    "the one that we sent; anyone who reads it through a cache may get it without our knowing."
);

/// The page, past nginx's cache.
pub(crate) const PAGE: &str = "/page";

/// The page, in nginx's cache.
pub(crate) const SHARED: &str = "/cached/page";

/// The page behind nginx's cache, which it may not use.
pub(crate) const UNSHARED: &str = "/cached/unshared";

/// Tells nginx that its copy was good until the first second of 1970, so that it keeps the copy
/// and asks us each time: the test need not wait until a lifetime is over.
const EXPIRED: [(&str, &str); 1] = [("x-accel-expires", "@1")];

/// The version that the page starts with.
const FIRST: u64 = 7;

/// The page's version, and counts of what ran.
#[derive(Clone, Debug)]
pub(crate) struct App(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    version: AtomicU64,
    rendered: AtomicUsize,
    written: AtomicUsize,
    statuses: Mutex<Vec<u16>>,
}

impl App {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Counts {
            version: AtomicU64::new(FIRST),
            rendered: AtomicUsize::new(0),
            written: AtomicUsize::new(0),
            statuses: Mutex::default(),
        }))
    }

    /// The pages as they are: guarded, and nothing around them that knows of codings.
    pub(crate) fn plain(&self) -> Router {
        Router::new()
            .route(PAGE, get(show).put(save))
            .route(SHARED, get(show_shared).layer(map_response(expired)))
            .route(UNSHARED, get(show))
            .layer(from_fn_with_state(self.clone(), note_status))
            .with_state(self.clone())
    }

    /// The same, which compresses its own answers.
    pub(crate) fn compressed(&self) -> Router {
        self.plain().layer(CompressionLayer::new())
    }

    /// A change that did not come through the proxy.
    pub(crate) fn somebody_writes(&self) {
        self.0.version.fetch_add(1, Ordering::SeqCst);
    }

    /// How often the page was made.
    pub(crate) fn rendered(&self) -> usize {
        self.0.rendered.load(Ordering::SeqCst)
    }

    /// How often a write got through.
    pub(crate) fn written(&self) -> usize {
        self.0.written.load(Ordering::SeqCst)
    }

    /// What we answered, in order.
    pub(crate) fn statuses(&self) -> Vec<u16> {
        let statuses = self.0.statuses.lock();
        statuses.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn version(&self) -> u64 {
        self.0.version.load(Ordering::SeqCst)
    }
}

/// Writes [`PAGE`] through the proxy.
pub(crate) async fn write(proxied: &Proxied, fields: &[(&'static str, &str)]) -> Reply {
    let call = Call::put(PAGE).headers(fields);
    proxied.send(call.body("a new text")).await
}

fn tag(State(app): &State<App>) -> ETag {
    ETag::from(app.version())
}

#[condition(etag = tag, cache_control = "no-cache")]
async fn show(State(app): State<App>) -> &'static str {
    app.0.rendered.fetch_add(1, Ordering::SeqCst);
    TEXT
}

#[condition(etag = tag, cache_control = "public, max-age=60")]
async fn show_shared(State(app): State<App>) -> &'static str {
    app.0.rendered.fetch_add(1, Ordering::SeqCst);
    TEXT
}

#[condition(etag = tag, required)]
async fn save(State(app): State<App>, _text: String) -> (ETag, StatusCode) {
    app.0.written.fetch_add(1, Ordering::SeqCst);
    app.somebody_writes();
    (ETag::from(app.version()), StatusCode::NO_CONTENT)
}

/// On a 304 as well, which else gives the copy a new lifetime.
async fn expired(response: Response) -> impl IntoResponse {
    (EXPIRED, response)
}

async fn note_status(State(app): State<App>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let mut statuses = app
        .0
        .statuses
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    statuses.push(response.status().as_u16());
    drop(statuses);
    response
}
