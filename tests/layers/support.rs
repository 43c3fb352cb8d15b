//! Requests to an application without a socket, and bodies that tell what is done to them.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::http::{Extensions, HeaderMap, Method, Request, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use conditional_axum::Decision;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// The SHA-256 tag of `hello`.
pub(crate) const HELLO: &str = "W/\"2cf24dba5fb0a30e26e83b2ac5b9e29e\"";

/// A response, read to its end.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) trailers: Option<HeaderMap>,
    extensions: Extensions,
}

impl Reply {
    pub(crate) async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let collected = body.collect().await.unwrap();
        Self {
            status: parts.status,
            headers: parts.headers,
            trailers: collected.trailers().cloned(),
            body: collected.to_bytes(),
            extensions: parts.extensions,
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn etag(&self) -> Option<&str> {
        self.header("etag")
    }

    pub(crate) fn decision(&self) -> Option<Decision> {
        self.extensions.get().copied()
    }
}

pub(crate) async fn send(app: &Router, method: &str, fields: &[(&str, &str)]) -> Reply {
    let mut request = Request::builder()
        .method(Method::from_bytes(method.as_bytes()).unwrap())
        .uri("/");
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    Reply::read(app.clone().oneshot(request).await.unwrap()).await
}

pub(crate) async fn get(app: &Router, fields: &[(&str, &str)]) -> Reply {
    send(app, "GET", fields).await
}

/// What a [`Frames`] body was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watch {
    polled: Arc<AtomicUsize>,
    live: Arc<AtomicUsize>,
}

impl Watch {
    /// How many frames were taken.
    pub(crate) fn polled(&self) -> usize {
        self.polled.load(Ordering::SeqCst)
    }

    /// How many of them are still held by someone.
    pub(crate) fn live(&self) -> usize {
        self.live.load(Ordering::SeqCst)
    }
}

/// A body of given steps.
#[derive(Debug)]
pub(crate) struct Frames {
    steps: VecDeque<Step>,
    size: SizeHint,
    watch: Watch,
}

#[derive(Clone, Debug)]
pub(crate) enum Step {
    Data(&'static [u8]),
    Trailers(HeaderMap),
    Fail(&'static str),
    /// Nothing comes any more, for now.
    Hang,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure(pub(crate) &'static str);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Failure {}

impl Frames {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: steps.into_iter().collect(),
            size: SizeHint::new(),
            watch: Watch::default(),
        }
    }

    pub(crate) fn of_length(mut self, length: u64) -> Self {
        self.size = SizeHint::with_exact(length);
        self
    }

    pub(crate) fn of_at_most(mut self, length: u64) -> Self {
        self.size.set_upper(length);
        self
    }

    pub(crate) fn watched(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }
}

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        let Some(step) = self.steps.pop_front() else {
            return Poll::Ready(None);
        };
        if matches!(step, Step::Hang) {
            return Poll::Pending;
        }
        self.watch.polled.fetch_add(1, Ordering::SeqCst);
        Poll::Ready(Some(match step {
            Step::Data(data) => Ok(Frame::data(Bytes::from_owner(Tracked::new(
                data,
                &self.watch,
            )))),
            Step::Trailers(trailers) => Ok(Frame::trailers(trailers)),
            Step::Fail(text) => Err(Failure(text)),
            Step::Hang => return Poll::Pending,
        }))
    }

    fn size_hint(&self) -> SizeHint {
        self.size
    }
}

/// A frame that counts while it lives.
struct Tracked(&'static [u8], Arc<AtomicUsize>);

impl Tracked {
    fn new(data: &'static [u8], watch: &Watch) -> Self {
        watch.live.fetch_add(1, Ordering::SeqCst);
        Self(data, Arc::clone(&watch.live))
    }
}

impl AsRef<[u8]> for Tracked {
    fn as_ref(&self) -> &[u8] {
        self.0
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        self.1.fetch_sub(1, Ordering::SeqCst);
    }
}
