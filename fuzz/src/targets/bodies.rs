//! Bodies through `ConditionalLayer`: whatever their frames, the client gets every octet, and a tag
//! that names just these.
//!
//! The first line of an input holds options, every other line is a frame, and an empty one a wait:
//! `k` is for a body that tells its length, `s` for strong tags, `n` for `no-store`, `t` for trailers,
//! `h` for HEAD.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response};
use bytes::Bytes;
use conditional_axum::ConditionalLayer;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use tower::{Layer as _, ServiceExt as _, service_fn};

use super::{Target, behaviour};
use crate::ready::wait;

pub(super) const TARGET: Target = Target {
    name: "bodies",
    run,
    words: &[
        b"\n",
        b"\n\n",
        b"k",
        b"s",
        b"t",
        b"frame",
        b"0123456789abcdef0123456789abcdef",
    ],
};

/// The layer's limit in these runs.
const LIMIT: u64 = 64;

#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each option is on or off, by itself"
)]
struct Input {
    known_length: bool,
    strong: bool,
    no_store: bool,
    trailers: bool,
    head: bool,
    frames: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    /// Not ready yet.
    Wait,
    Data(Vec<u8>),
}

impl Part {
    fn of(line: &[u8]) -> Self {
        if line.is_empty() {
            Self::Wait
        } else {
            Self::Data(line.to_vec())
        }
    }
}

fn run(input: &[u8]) -> u64 {
    let input = Input::of(input);
    let content = input.content();
    let full = call(&input, "\"nowhere\"");
    assert_eq!(full.status, 200);
    assert_eq!(full.content, content, "every octet arrives");
    assert_eq!(full.trailers, input.trailers, "and the trailers");
    let fits = u64::try_from(content.len()).is_ok_and(|length| length <= LIMIT);
    // A HEAD without content may be one whose handler sent none: there is no tag then.
    let is_known = input.known_length && !(input.head && content.is_empty());
    let is_tagged = is_known && fits && !input.no_store;
    assert_eq!(full.etag.is_some(), is_tagged, "{input:?}");
    if let Some(etag) = &full.etag {
        let again = call(&input, etag);
        assert_eq!((again.status, again.content.len()), (304, 0));
        assert_eq!(again.etag.as_ref(), Some(etag));
        let in_one_frame = input.with_content(&content);
        assert_eq!(call(&in_one_frame, "\"nowhere\"").etag.as_ref(), Some(etag));
        let longer = input.with_content(&[&content, &b"x"[..]].concat());
        assert_ne!(call(&longer, "\"nowhere\"").etag.as_ref(), Some(etag));
    }
    behaviour((
        is_tagged,
        input.strong,
        input.trailers,
        input.head,
        input.frames.len().min(12),
        content.len().min(70),
    ))
}

impl Input {
    fn of(input: &[u8]) -> Self {
        let mut lines = input.split(|octet| *octet == b'\n');
        let options = lines.next().unwrap_or_default();
        let has = |option| options.contains(&option);
        Self {
            known_length: has(b'k'),
            strong: has(b's'),
            no_store: has(b'n'),
            trailers: has(b't'),
            head: has(b'h'),
            frames: lines.map(Part::of).collect(),
        }
    }

    fn content(&self) -> Vec<u8> {
        let data = self.frames.iter().filter_map(|part| match part {
            Part::Data(data) => Some(data.as_slice()),
            Part::Wait => None,
        });
        data.collect::<Vec<_>>().concat()
    }

    /// The same in one frame of this content.
    fn with_content(&self, content: &[u8]) -> Self {
        Self {
            frames: vec![Part::Data(content.to_vec())],
            ..*self
        }
    }

    fn body(&self) -> Frames {
        Frames {
            length: self.known_length.then(|| self.content().len()),
            parts: self.frames.clone().into(),
            trailers: self.trailers,
        }
    }
}

struct Answer {
    status: u16,
    etag: Option<String>,
    content: Vec<u8>,
    trailers: bool,
}

fn call(input: &Input, if_none_match: &str) -> Answer {
    let inner = service_fn(|_: Request<Body>| {
        let mut response = Response::new(Body::new(input.body()));
        if input.no_store {
            let value = HeaderValue::from_static("no-store");
            response.headers_mut().insert(CACHE_CONTROL, value);
        }
        async { Ok::<_, Infallible>(response) }
    });
    let layer = ConditionalLayer::new().max_body(LIMIT);
    let layer = if input.strong { layer.strong() } else { layer };
    let request = Request::builder()
        .method(if input.head {
            Method::HEAD
        } else {
            Method::GET
        })
        .header(IF_NONE_MATCH, if_none_match)
        .body(Body::empty())
        .expect("a request");
    let Ok(response) = wait(layer.layer(inner).oneshot(request));
    let status = response.status().as_u16();
    let etag = response.headers().get(ETAG);
    let etag = etag.map(|etag| etag.to_str().expect("a digest").to_owned());
    let collected = wait(response.into_body().collect()).expect("a body without errors");
    let trailers = collected.trailers().is_some();
    Answer {
        status,
        etag,
        trailers,
        content: collected.to_bytes().to_vec(),
    }
}

/// A body in these frames.
struct Frames {
    length: Option<usize>,
    parts: VecDeque<Part>,
    trailers: bool,
}

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.parts.pop_front() {
            Some(Part::Wait) => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Some(Part::Data(data)) => Poll::Ready(Some(Ok(Frame::data(data.into())))),
            None if std::mem::take(&mut self.trailers) => {
                let name = http::HeaderName::from_static("x-trailer");
                let trailers = HeaderMap::from_iter([(name, HeaderValue::from_static("1"))]);
                Poll::Ready(Some(Ok(Frame::trailers(trailers))))
            }
            None => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.length.and_then(|length| u64::try_from(length).ok());
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
