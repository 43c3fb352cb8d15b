//! What `ConditionalLayer` costs: over hashing alone, and over no layer for what it leaves alone.
//!
//! One request through a router is built, answered and drained. The handler answers with `Bytes` that
//! are there already, so that little else is measured.

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up is to fail"
)]

mod cpu_time;

use std::hint::black_box;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::handler::Handler as _;
use axum::http::{Request, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use conditional_axum::{ConditionalLayer, ETag};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

use cpu_time::CpuTime;

const SIZES: [(&str, usize); 5] = [
    ("2B", 2),
    ("1KiB", 1024),
    ("10KiB", 10 * 1024),
    ("16KiB", 16 * 1024),
    ("1MiB", 1024 * 1024),
];

/// A body of the given number of frames that knows its length, or not.
struct Frames {
    rest: Bytes,
    frame: usize,
    knows_length: bool,
}

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.rest.is_empty() {
            return std::task::Poll::Ready(None);
        }
        let length = self.frame.min(self.rest.len());
        let frame = self.rest.split_to(length);
        std::task::Poll::Ready(Some(Ok(Frame::data(frame))))
    }

    fn size_hint(&self) -> SizeHint {
        if self.knows_length {
            SizeHint::with_exact(self.rest.len() as u64)
        } else {
            SizeHint::new()
        }
    }
}

type Answer = std::sync::Arc<dyn Fn() -> Response + Send + Sync>;

fn answer(answer: impl Fn() -> Response + Send + Sync + 'static) -> Answer {
    std::sync::Arc::new(answer)
}

fn in_frames(content: &Bytes, frames: usize, knows_length: bool) -> Answer {
    let content = content.clone();
    answer(move || {
        Response::new(Body::new(Frames {
            rest: content.clone(),
            frame: content.len().div_ceil(frames),
            knows_length,
        }))
    })
}

fn whole(content: &Bytes) -> Answer {
    let content = content.clone();
    answer(move || content.clone().into_response())
}

/// Without the layer, in `MethodRouter::layer`, and in `Handler::layer`.
fn routers(answer: &Answer) -> [(&'static str, Router); 3] {
    let handler = {
        let answer = answer.clone();
        move || async move { answer() }
    };
    let layer = ConditionalLayer::new;
    // With its state, as `axum::serve` runs it: layers are applied once, not for each request.
    let at_root = |route| Router::new().route("/", route).with_state(());
    [
        ("without", at_root(get(handler.clone()))),
        ("on_route", at_root(get(handler.clone()).layer(layer()))),
        ("on_handler", at_root(get(handler.layer(layer())))),
    ]
}

fn request() -> Request<Body> {
    let builder = Request::get("/").header(header::HOST, "example.com");
    builder.body(Body::empty()).unwrap_or_default()
}

async fn answered(app: &Router, request: Request<Body>) -> usize {
    let Ok(response) = app.clone().oneshot(request).await;
    let mut length = response.headers().len();
    let mut body = response.into_body();
    while let Some(Ok(frame)) = body.frame().await {
        length += frame.data_ref().map_or(0, Bytes::len);
    }
    length
}

fn runtime() -> Runtime {
    Builder::new_current_thread()
        .build()
        .expect("a runtime without drivers")
}

fn compare(criterion: &mut Criterion<CpuTime>, name: &str, answers: Vec<(String, usize, Answer)>) {
    let runtime = runtime();
    let mut group = criterion.benchmark_group(name);
    for (case, length, answer) in answers {
        group.throughput(Throughput::Bytes(length as u64));
        for (place, app) in routers(&answer) {
            group.bench_function(BenchmarkId::new(place, &case), |bencher| {
                bencher.iter(|| runtime.block_on(answered(&app, black_box(request()))));
            });
        }
    }
    group.finish();
}

fn content(length: usize) -> Bytes {
    (0..=250).cycle().take(length).collect()
}

fn hashing_alone(criterion: &mut Criterion<CpuTime>) {
    let mut group = criterion.benchmark_group("hash_alone");
    for (case, length) in SIZES {
        let content = content(length);
        group.throughput(Throughput::Bytes(length as u64));
        group.bench_function(case, |bencher| {
            bencher.iter(|| ETag::weak_digest(black_box(&content)));
        });
    }
    group.finish();
}

fn hashed(criterion: &mut Criterion<CpuTime>) {
    let mut cases: Vec<_> = SIZES
        .iter()
        .map(|(case, length)| ((*case).to_owned(), *length, whole(&content(*length))))
        .collect();
    for (case, length) in [("16KiB_in_64", 16 * 1024), ("1MiB_in_64", 1024 * 1024)] {
        let answer = in_frames(&content(length), 64, true);
        cases.push((case.to_owned(), length, answer));
    }
    compare(criterion, "hashed", cases);
}

fn left_alone(criterion: &mut Criterion<CpuTime>) {
    let kib = content(1024);
    let big = content(3 * 1024 * 1024);
    let tagged = {
        let kib = kib.clone();
        answer(move || ([(header::ETAG, "\"v1\"")], kib.clone()).into_response())
    };
    let no_store = {
        let kib = kib.clone();
        answer(move || ([(header::CACHE_CONTROL, "no-store")], kib.clone()).into_response())
    };
    let cases = [
        ("tagged_1KiB", kib.len(), tagged),
        ("no_store_1KiB", kib.len(), no_store),
        (
            "stream_1MiB_in_64",
            1024 * 1024,
            in_frames(&content(1024 * 1024), 64, false),
        ),
        ("over_limit_3MiB", big.len(), whole(&big)),
    ];
    let cases = cases.map(|(case, length, answer)| (case.to_owned(), length, answer));
    compare(criterion, "left_alone", cases.into());
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .with_measurement(CpuTime)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = hashing_alone, hashed, left_alone
}
criterion_main!(benches);
