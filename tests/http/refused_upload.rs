//! A refused upload is read away, so that a client that writes all before it reads gets its answer.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use conditional_axum::{GuardSettings, condition};
use conditional_tests::routing::put;
use conditional_tests::{Call, Server};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::fixture::{STALE, TAG, World, load, modified, page, tag};

const MEGABYTE: usize = 1_000_000;

#[condition(etag = tag, last_modified = modified)]
async fn save(State(world): State<World>, body: Bytes) -> String {
    world.probe.note("handler");
    body.len().to_string()
}

#[condition(resource = load, required)]
async fn without_body(State(world): State<World>) {
    world.probe.note("handler");
}

fn app(world: &World) -> Router {
    Router::new()
        .route("/", put(save))
        .route("/without-body", put(without_body))
        .with_state(world.clone())
}

/// What the server sends after the client has written everything.
async fn write_all_then_read(server: &Server, head: &str, content: &[u8]) -> String {
    let mut stream = server.connect().await;
    let head = format!("{head}host: x\r\nconnection: close\r\n\r\n");
    stream
        .write_all(head.as_bytes())
        .await
        .expect("a head that is read");
    stream
        .write_all(content)
        .await
        .expect("content that is read");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_client_that_writes_a_megabyte_before_it_reads_gets_its_412_every_time() {
    let world = World::new(page());
    let server = Server::start(app(&world));
    let content = vec![0; MEGABYTE];
    let chunk = [
        format!("{MEGABYTE:x}\r\n").as_bytes(),
        &content,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    for _ in 0..20 {
        let head = format!("PUT / HTTP/1.1\r\nif-match: {STALE}\r\ncontent-length: {MEGABYTE}\r\n");
        let answer = write_all_then_read(&server, &head, &content).await;
        assert!(answer.starts_with("HTTP/1.1 412 "), "{answer}");
        let head = format!("PUT / HTTP/1.1\r\nif-match: {STALE}\r\ntransfer-encoding: chunked\r\n");
        let answer = write_all_then_read(&server, &head, &chunk).await;
        assert!(answer.starts_with("HTTP/1.1 412 "), "{answer}");
        // A handler that takes no body has the upload all the same.
        let head = format!("PUT /without-body HTTP/1.1\r\ncontent-length: {MEGABYTE}\r\n");
        let answer = write_all_then_read(&server, &head, &content).await;
        assert!(answer.starts_with("HTTP/1.1 428 "), "{answer}");
    }
    assert!(!world.probe.take().contains(&"handler"));
}

#[tokio::test]
async fn over_http2_the_window_is_given_back_and_the_connection_goes_on() {
    let world = World::new(page());
    let server = Server::start(app(&world));
    let stream = TokioIo::new(server.connect().await);
    let handshake = hyper::client::conn::http2::handshake(TokioExecutor::new(), stream);
    let (mut client, connection) = handshake.await.unwrap();
    tokio::spawn(connection);
    for _ in 0..10 {
        let (body, read) = Counted::of(MEGABYTE, true);
        let request = http::Request::put("http://localhost/").header("if-match", STALE);
        let response = client
            .send_request(request.body(body).unwrap())
            .await
            .unwrap();
        assert_eq!(response.status(), 412);
        assert_eq!(read.load(Ordering::Relaxed), MEGABYTE);
    }
    let (body, _) = Counted::of(MEGABYTE, true);
    let request = http::Request::put("http://localhost/").header("if-match", TAG);
    let response = client
        .send_request(request.body(body).unwrap())
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    let content = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(content, MEGABYTE.to_string());
}

/// Zeroes that count how many of them were asked for.
struct Counted {
    left: usize,
    knows_length: bool,
    read: Arc<AtomicUsize>,
}

const FRAME: Bytes = Bytes::from_static(&[0; 8_000]);

impl Counted {
    fn of(length: usize, knows_length: bool) -> (Body, Arc<AtomicUsize>) {
        let read = Arc::default();
        let body = Self {
            left: length,
            knows_length,
            read: Arc::clone(&read),
        };
        (Body::new(body), read)
    }
}

impl http_body::Body for Counted {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let frame = FRAME.slice(..FRAME.len().min(self.left));
        self.left -= frame.len();
        self.read.fetch_add(frame.len(), Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(frame))))
    }

    fn size_hint(&self) -> SizeHint {
        if self.knows_length {
            SizeHint::with_exact(self.left as u64)
        } else {
            SizeHint::default()
        }
    }
}

/// How much of an upload of this length was read before the 412.
async fn read_of(
    app: &Router,
    length: usize,
    knows_length: bool,
    fields: &[(&'static str, &str)],
) -> usize {
    let (body, read) = Counted::of(length, knows_length);
    let call = Call::put("/").if_match(STALE).headers(fields).body(body);
    call.send(app).await.precondition_failed("If-Match");
    read.load(Ordering::Relaxed)
}

#[tokio::test]
async fn up_to_two_mebibytes_are_read_and_of_what_is_declared_longer_nothing() {
    let app = app(&World::new(page())).layer(DefaultBodyLimit::disable());
    let most = 2 * 1024 * 1024;
    assert_eq!(read_of(&app, most, true, &[]).await, most);
    assert_eq!(read_of(&app, most, false, &[]).await, most);
    assert_eq!(read_of(&app, most + 1, true, &[]).await, 0);
    let read = read_of(&app, 10 * most, false, &[]).await;
    assert!((most..most + 10_000).contains(&read), "{read}");
}

#[tokio::test]
async fn nothing_is_read_from_a_client_that_waits_for_100_continue() {
    let app = app(&World::new(page()));
    let fields = [("expect", "100-continue")];
    assert_eq!(read_of(&app, MEGABYTE, true, &fields).await, 0);
    assert_eq!(read_of(&app, MEGABYTE, false, &fields).await, 0);
}

#[tokio::test]
async fn the_routes_own_body_limit_holds_where_it_is_smaller() {
    let app = app(&World::new(page())).layer(DefaultBodyLimit::max(10_000));
    assert_eq!(read_of(&app, 10_000, true, &[]).await, 10_000);
    assert_eq!(read_of(&app, 10_001, true, &[]).await, 0);
    let read = read_of(&app, MEGABYTE, false, &[]).await;
    assert!((10_000..20_000).contains(&read), "{read}");
}

#[tokio::test]
async fn the_settings_say_how_much_and_0_is_nothing() {
    let app = |most| app(&World::new(page())).layer(GuardSettings::new().refused_upload(most));
    assert_eq!(read_of(&app(0), MEGABYTE, true, &[]).await, 0);
    assert_eq!(read_of(&app(0), MEGABYTE, false, &[]).await, 0);
    assert_eq!(read_of(&app(16_000), 16_000, true, &[]).await, 16_000);
    assert_eq!(read_of(&app(16_000), 16_001, true, &[]).await, 0);
}

#[tokio::test]
async fn what_the_route_lets_through_at_any_length_is_read_by_the_guards_limit() {
    let app = app(&World::new(page())).layer(DefaultBodyLimit::max(8 * MEGABYTE));
    assert_eq!(read_of(&app, 4 * MEGABYTE, true, &[]).await, 0);
}

#[tokio::test]
async fn nothing_of_it_is_kept() {
    let app = app(&World::new(page()));
    let (body, read) = Counted::of(MEGABYTE, false);
    let request = Call::put("/").if_match(STALE).body(body).into_request();
    let mut response = Box::pin(tower::ServiceExt::oneshot(app, request));
    let mut ready = false;
    let memory = allocation_counter::measure(|| {
        let context = &mut Context::from_waker(std::task::Waker::noop());
        // The validator function yields once.
        for _ in 0..3 {
            if let Poll::Ready(Ok(response)) = response.as_mut().poll(context) {
                ready = response.status() == 412;
                break;
            }
        }
    });
    assert!(ready);
    assert_eq!(read.load(Ordering::Relaxed), MEGABYTE);
    assert!(memory.bytes_max < 20_000, "{memory:?}");
}

#[tokio::test]
async fn a_304_reads_nothing() {
    let app = Router::new()
        .route("/", axum::routing::any(save))
        .with_state(World::new(page()));
    let (body, read) = Counted::of(1_000, true);
    let call = Call::new("QUERY", "/").if_none_match(TAG).body(body);
    call.send(&app).await.status(304);
    assert_eq!(read.load(Ordering::Relaxed), 0);
}
