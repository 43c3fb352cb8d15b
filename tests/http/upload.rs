//! A large upload that would be refused is refused before it is sent.
//!
//! The kernel's buffers are small (see `Server`), and the application reads nothing: so the client
//! stands still after a few kilobytes, whatever it would like to send, until the answer is there.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use conditional_axum::{Representation, condition};
use conditional_tests::Server;
use conditional_tests::routing::put;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use crate::fixture::{BEFORE, STALE, TAG, World, load, modified, page, tag};

const GIBIBYTE: usize = 1 << 30;

/// Far more than the buffers on the way hold, far less than the upload.
const ALMOST_NOTHING: usize = 4 << 20;

#[condition(etag = tag, last_modified = modified)]
async fn by_functions(State(world): State<World>, body: Bytes) -> String {
    world.probe.note("handler");
    body.len().to_string()
}

#[condition(resource = load, required)]
async fn by_resource(State(world): State<World>, body: Bytes) -> String {
    world.probe.note("handler");
    body.len().to_string()
}

fn serve(world: &World) -> Server {
    let app = Router::new()
        .route("/functions", put(by_functions))
        .route("/resource", put(by_resource))
        .layer(DefaultBodyLimit::disable())
        .with_state(world.clone());
    Server::start(app)
}

/// One raw request.
struct Upload {
    read: OwnedReadHalf,
    write: OwnedWriteHalf,
}

impl Upload {
    async fn start(server: &Server, uri: &str, fields: &str) -> Self {
        let stream: TcpStream = server.connect().await;
        let (read, mut write) = stream.into_split();
        let head = format!("PUT {uri} HTTP/1.1\r\nhost: x\r\n{fields}\r\n");
        write.write_all(head.as_bytes()).await.unwrap();
        Self { read, write }
    }

    /// Reads one head and, if it tells a length, the content.
    async fn answer(read: &mut OwnedReadHalf) -> String {
        let mut answer = Vec::new();
        loop {
            let octet = read.read_u8().await.expect("an answer before the end");
            answer.push(octet);
            if answer.ends_with(b"\r\n\r\n") {
                break;
            }
        }
        let head = String::from_utf8(answer).unwrap().to_ascii_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let mut content = vec![0; length.map_or(0, |length| length.parse().unwrap())];
        read.read_exact(&mut content).await.unwrap();
        head + &String::from_utf8(content).unwrap()
    }

    /// Sends zeroes for as long as the answer is not there; tells how many went out.
    async fn flood(mut self, chunked: bool) -> (String, usize) {
        let mut sent = 0;
        let chunk = if chunked {
            [b"2000\r\n", &[0; 0x2000][..], b"\r\n"].concat()
        } else {
            vec![0; 0x2000]
        };
        let flood = async {
            while sent < GIBIBYTE {
                match self.write.write(&chunk[sent % chunk.len()..]).await {
                    Ok(octets) => sent += octets,
                    // The server has closed its side: the answer is there.
                    Err(_) => break,
                }
            }
            std::future::pending::<()>().await;
        };
        let answer = tokio::select! {
            answer = Self::answer(&mut self.read) => answer,
            () = flood => unreachable!(),
        };
        (answer, sent)
    }
}

fn lengths() -> [(bool, String); 2] {
    [
        (false, format!("content-length: {GIBIBYTE}\r\n")),
        (true, "transfer-encoding: chunked\r\n".to_owned()),
    ]
}

fn conditions() -> [(&'static str, String, Representation); 4] {
    [
        ("/functions", format!("if-match: {STALE}\r\n"), page()),
        (
            "/functions",
            format!("if-unmodified-since: {BEFORE}\r\n"),
            page(),
        ),
        ("/resource", "if-none-match: *\r\n".to_owned(), page()),
        (
            "/resource",
            "if-match: *\r\n".to_owned(),
            Representation::Missing,
        ),
    ]
}

#[tokio::test]
async fn a_stale_put_of_a_gibibyte_is_refused_while_almost_nothing_was_sent() {
    for (chunked, length) in lengths() {
        for (uri, condition, current) in conditions() {
            let world = World::new(current);
            let server = serve(&world);
            let upload = Upload::start(&server, uri, &(condition + &length)).await;
            let (answer, sent) = upload.flood(chunked).await;
            assert!(answer.starts_with("http/1.1 412 "), "{answer}");
            assert!(answer.contains("application/problem+json"), "{answer}");
            assert!(
                sent < ALMOST_NOTHING,
                "{sent} octets were sent before {answer}"
            );
            assert!(!world.probe.take().contains(&"handler"));
        }
    }
}

#[tokio::test]
async fn with_expect_100_continue_not_one_octet_is_asked_for() {
    for (_, length) in lengths() {
        for (uri, condition, current) in conditions() {
            let world = World::new(current);
            let server = serve(&world);
            let fields = format!("{condition}{length}expect: 100-continue\r\n");
            let mut upload = Upload::start(&server, uri, &fields).await;
            let answer = Upload::answer(&mut upload.read).await;
            assert!(answer.starts_with("http/1.1 412 "), "{answer}");
            assert!(!world.probe.take().contains(&"handler"));
        }
    }
}

#[tokio::test]
async fn a_put_that_must_be_conditional_and_is_not_is_refused_as_early() {
    let world = World::new(page());
    let server = serve(&world);
    let fields = format!("content-length: {GIBIBYTE}\r\n");
    let upload = Upload::start(&server, "/resource", &fields).await;
    let (answer, sent) = upload.flood(false).await;
    assert!(answer.starts_with("http/1.1 428 "), "{answer}");
    assert!(
        sent < ALMOST_NOTHING,
        "{sent} octets were sent before {answer}"
    );

    let fields = fields + "expect: 100-continue\r\n";
    let mut upload = Upload::start(&server, "/resource", &fields).await;
    let answer = Upload::answer(&mut upload.read).await;
    assert!(answer.starts_with("http/1.1 428 "), "{answer}");
    world.probe.ran(&["resource", "resource"]);
}

#[tokio::test]
async fn a_current_put_is_asked_to_continue_once_the_precondition_holds_and_is_read() {
    let world = World::new(page());
    let server = serve(&world);
    let fields = format!("if-match: {TAG}\r\ncontent-length: 100000\r\nexpect: 100-continue\r\n");
    let mut upload = Upload::start(&server, "/functions", &fields).await;
    let go_on = Upload::answer(&mut upload.read).await;
    assert!(go_on.starts_with("http/1.1 100 continue\r\n"), "{go_on}");
    world.probe.ran(&["etag"]);
    upload.write.write_all(&vec![0; 100_000]).await.unwrap();
    let answer = Upload::answer(&mut upload.read).await;
    assert!(answer.starts_with("http/1.1 200 ok\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n100000"), "{answer}");
    world.probe.ran(&["handler"]);
}

#[tokio::test]
async fn the_count_itself_can_fail_an_unguarded_handler_takes_more() {
    let taken = 8 * ALMOST_NOTHING;
    let world = World::new(page());
    let server = serve(&world);
    let fields = format!("if-match: {TAG}\r\ncontent-length: {taken}\r\n");
    let upload = Upload::start(&server, "/functions", &fields).await;
    let (answer, sent) = upload.flood(false).await;
    assert!(answer.starts_with("http/1.1 200 ok\r\n"), "{answer}");
    assert!(
        sent >= taken,
        "only {sent} octets were sent before {answer}"
    );
    world.probe.ran(&["etag", "handler"]);
}

mod over_http2 {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};

    use http_body::Frame;
    use hyper_util::rt::{TokioExecutor, TokioIo};

    use super::*;

    const CHUNK: Bytes = Bytes::from_static(&[0; 0x2000]);

    /// A gibibyte of zeroes that counts what was asked of it.
    struct Zeroes(Arc<AtomicUsize>);

    impl http_body::Body for Zeroes {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            _context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            let sent = self.0.fetch_add(CHUNK.len(), Ordering::Relaxed);
            Poll::Ready((sent < GIBIBYTE).then_some(Ok(Frame::data(CHUNK))))
        }
    }

    #[tokio::test]
    async fn flow_control_holds_the_upload_back_and_the_answer_is_a_412() {
        for (uri, field, value, current) in [
            ("/functions", "if-match", STALE, page()),
            ("/resource", "if-none-match", "*", page()),
            ("/resource", "if-match", "*", Representation::Missing),
        ] {
            let world = World::new(current);
            let server = serve(&world);
            let stream = TokioIo::new(server.connect().await);
            let handshake = hyper::client::conn::http2::handshake(TokioExecutor::new(), stream);
            let (mut client, connection) = handshake.await.unwrap();
            tokio::spawn(connection);
            let sent = Arc::new(AtomicUsize::new(0));
            let request = http::Request::put(format!("http://localhost{uri}"))
                .header(field, value)
                .body(Zeroes(Arc::clone(&sent)))
                .unwrap();
            let response = client.send_request(request).await.unwrap();
            assert_eq!(response.status(), 412);
            let sent = sent.load(Ordering::Relaxed);
            assert!(
                sent < ALMOST_NOTHING,
                "{sent} octets were sent before the answer"
            );
            assert!(!world.probe.take().contains(&"handler"));
        }
    }
}
