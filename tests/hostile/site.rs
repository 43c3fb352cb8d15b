//! The application under attack.

use std::convert::Infallible;
use std::future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use conditional_axum::{ETag, LastModified, condition, etag};
use conditional_tests::routing::{get, put};
use conditional_tests::{Probe, Server};
use http_body::Frame;

use crate::running::{Running, Ticket};

/// The tag of everything.
pub(crate) const TAG: &str = "\"v1\"";
/// A tag that it had before.
pub(crate) const STALE: &str = "\"v0\"";
/// The tag of `/octets`: not UTF-8, and a comma in it.
pub(crate) const OCTETS: &[u8] = b"\"\xFF,\xFE\"";

#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) probe: Probe,
    pub(crate) running: Running,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self {
            probe: Probe::default(),
            running: Running::none(),
        }
    }

    pub(crate) fn router(&self) -> Router {
        Router::new()
            .route("/page", get(page).put(save))
            .route("/octets", get(octets).put(save_octets))
            .route("/hidden", get(hidden))
            .route("/stuck-validator", put(stuck_validator))
            .route("/stuck-handler", put(stuck_handler))
            .route("/endless", get(endless))
            .route("/panic", put(panicking))
            .layer(from_fn_with_state(self.clone(), counted))
            .route("/well", get(async || "well"))
            .with_state(self.clone())
    }

    pub(crate) fn serve(&self) -> Server {
        Server::start(self.router())
    }
}

/// Everything that a request sets going, except `/well`, is counted until its answer is there or it
/// is dropped.
async fn counted(State(site): State<Site>, request: Request, next: Next) -> Response {
    let _running = site.running.enter();
    next.run(request).await
}

fn tag(State(site): &State<Site>) -> ETag {
    site.probe.note("etag");
    ETag::from_static(TAG)
}

fn modified(State(site): &State<Site>) -> LastModified {
    site.probe.note("last_modified");
    LastModified::from_unix_seconds(784_111_777)
}

#[condition(etag = tag, last_modified = modified)]
async fn page(State(site): State<Site>) -> &'static str {
    site.probe.note("handler");
    "page"
}

#[condition(etag = tag, last_modified = modified, required)]
async fn save(State(site): State<Site>, body: Bytes) -> String {
    site.probe.note("handler");
    body.len().to_string()
}

fn octets_tag() -> ETag {
    ETag::strong(b"\xFF,\xFE").unwrap()
}

#[etag(octets_tag)]
async fn octets(State(site): State<Site>) -> &'static str {
    site.probe.note("handler");
    "octets"
}

#[etag(octets_tag)]
async fn save_octets(State(site): State<Site>, body: Bytes) -> String {
    site.probe.note("handler");
    body.len().to_string()
}

/// What no test asks for: only a body that is taken for a request leads here.
async fn hidden(State(site): State<Site>) {
    site.probe.note("hidden");
}

async fn stuck_tag(State(site): &State<Site>) -> ETag {
    site.probe.note("etag");
    future::pending().await
}

#[etag(stuck_tag)]
async fn stuck_validator(State(site): State<Site>, _body: Bytes) {
    site.probe.note("handler");
}

#[etag(tag)]
async fn stuck_handler(State(site): State<Site>, _body: Bytes) {
    site.probe.note("handler");
    future::pending::<()>().await;
}

fn panicking_tag(State(site): &State<Site>) -> ETag {
    site.probe.note("etag");
    panic!("a validator that panics");
}

#[etag(panicking_tag)]
async fn panicking(State(site): State<Site>, _body: Bytes) -> StatusCode {
    site.probe.note("handler");
    StatusCode::NO_CONTENT
}

#[etag(tag)]
async fn endless(State(site): State<Site>) -> Body {
    site.probe.note("handler");
    Body::new(Endless {
        _running: site.running.enter(),
        sent: false,
    })
}

/// One frame, and then nothing for ever.
struct Endless {
    _running: Ticket,
    sent: bool,
}

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if std::mem::replace(&mut self.sent, true) {
            Poll::Pending
        } else {
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"begin")))))
        }
    }
}
