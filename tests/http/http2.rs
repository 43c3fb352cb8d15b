//! What only the wire shows: how a 304 is framed, over HTTP/1 and HTTP/2.

use axum::Router;
use axum::body::Body;
use conditional_axum::{CodingTagsLayer, ConditionalLayer, Representation};
use conditional_tests::{Reply, Server};
use http::{Extensions, HeaderMap, Request, Response, StatusCode, Version};
use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tower_http::compression::CompressionLayer;

use crate::fixture::{
    AFTER, BEFORE, MODIFIED, STALE, TAG, World, by_functions, by_resource, dated, page,
};

/// One client connection; its requests go out one after the other.
enum Client {
    Http1(http1::SendRequest<Body>),
    Http2(http2::SendRequest<Body>),
}

impl Client {
    async fn http1(server: &Server) -> Self {
        let stream = TokioIo::new(server.connect().await);
        let (client, connection) = http1::handshake(stream).await.unwrap();
        tokio::spawn(connection);
        Self::Http1(client)
    }

    async fn http2(server: &Server) -> Self {
        let stream = TokioIo::new(server.connect().await);
        let (client, connection) = http2::handshake(TokioExecutor::new(), stream)
            .await
            .unwrap();
        tokio::spawn(connection);
        Self::Http2(client)
    }

    async fn send(&mut self, method: &str, fields: &[(&str, &str)]) -> Reply {
        let uri = match self {
            Self::Http1(_) => "/page",
            Self::Http2(_) => "http://localhost/page",
        };
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let response: Response<Incoming> = match self {
            Self::Http1(client) => {
                client.ready().await.unwrap();
                client.send_request(request).await.unwrap()
            }
            Self::Http2(client) => {
                client.ready().await.unwrap();
                client.send_request(request).await.unwrap()
            }
        };
        let version = match self {
            Self::Http1(_) => Version::HTTP_11,
            Self::Http2(_) => Version::HTTP_2,
        };
        assert_eq!(response.version(), version);
        Reply::collect(response.map(Body::new)).await
    }
}

async fn both(app: Router) -> (Server, [Client; 2]) {
    let server = Server::start(app);
    let clients = [Client::http1(&server).await, Client::http2(&server).await];
    (server, clients)
}

#[tokio::test]
async fn a_304_has_no_content_and_no_length_but_0_over_http1_and_http2() {
    for app in [by_functions, by_resource] {
        let world = World::new(page());
        let (_server, clients) = both(app(&world)).await;
        for mut client in clients {
            for method in ["GET", "HEAD"] {
                for condition in [("if-none-match", TAG), ("if-modified-since", AFTER)] {
                    let reply = client.send(method, &[condition]).await;
                    reply.not_modified(TAG).without("transfer-encoding");
                    let is_http1 = matches!(client, Client::Http1(_));
                    if is_http1 || method == "HEAD" {
                        reply.without("content-length");
                    }
                }
            }
        }
        assert!(!world.probe.take().contains(&"handler"));
    }
}

#[tokio::test]
async fn a_compressor_makes_no_content_of_a_304_over_http1_and_http2() {
    let world = World::new(page());
    let hashed = Router::new()
        .route("/page", axum::routing::get("hello"))
        .layer(ConditionalLayer::new());
    let hello = "W/\"2cf24dba5fb0a30e26e83b2ac5b9e29e\"";
    for (app, tag) in [
        (by_functions(&world), TAG),
        (by_resource(&world), TAG),
        (hashed, hello),
    ] {
        let (_server, clients) = both(app.layer(CompressionLayer::new())).await;
        for mut client in clients {
            let fields = [("if-none-match", tag), ("accept-encoding", "gzip")];
            let reply = client.send("GET", &fields).await;
            reply.not_modified(tag).without("content-encoding");
            let reply = client.send("HEAD", &fields).await;
            reply.not_modified(tag).without("content-length");
        }
    }
}

#[tokio::test]
async fn the_tag_of_a_copy_revalidates_and_writes_over_http1_and_http2() {
    let world = World::new(page());
    let copies = CodingTagsLayer::new().around(CompressionLayer::new().compress_when(always));
    let (_server, clients) = both(by_functions(&world).layer(copies)).await;
    for mut client in clients {
        let gzip = ("accept-encoding", "gzip");
        let read = client.send("GET", &[gzip]).await;
        read.status(200).header("content-encoding", "gzip");
        let tag = read.header("etag", "\"v1-gzip\"").text_of("etag");
        let again = client.send("GET", &[gzip, ("if-none-match", tag)]).await;
        again
            .not_modified(tag)
            .header("vary", "accept-encoding")
            .without("content-encoding");
        client.send("PUT", &[("if-match", tag)]).await.status(200);
    }
}

/// The page is short.
fn always(_: StatusCode, _: Version, _: &HeaderMap, _: &Extensions) -> bool {
    true
}

#[tokio::test]
async fn a_200_has_the_length_of_its_content_and_a_head_the_same() {
    let world = World::new(page());
    let (_server, clients) = both(by_functions(&world)).await;
    for mut client in clients {
        let fields = [("if-none-match", STALE)];
        let reply = client.send("GET", &fields).await;
        reply
            .status(200)
            .header("content-length", "4")
            .header("etag", TAG)
            .header("last-modified", MODIFIED)
            .body("page");
        let reply = client.send("HEAD", &fields).await;
        reply
            .status(200)
            .header("content-length", "4")
            .header("etag", TAG)
            .header("last-modified", MODIFIED)
            .body("");
    }
}

#[tokio::test]
async fn a_412_carries_its_problem_over_both() {
    let world = World::new(page());
    let (_server, clients) = both(by_functions(&world)).await;
    for mut client in clients {
        let reply = client.send("DELETE", &[("if-match", STALE)]).await;
        reply.precondition_failed("If-Match").header("etag", TAG);
        assert_ne!(reply.text_of("content-length"), "0");
    }
    assert!(!world.probe.take().contains(&"handler"));
}

#[tokio::test]
async fn all_lines_of_a_field_count_over_both() {
    let world = World::new(page());
    let (_server, clients) = both(by_functions(&world)).await;
    for mut client in clients {
        let lines = [
            ("if-none-match", "\"a\""),
            ("if-none-match", "\"b,\\\""),
            ("if-none-match", TAG),
        ];
        client.send("GET", &lines).await.not_modified(TAG);
    }
}

#[tokio::test]
async fn dates_before_1970_go_through_the_wire_unharmed() {
    let moon_landing = conditional_axum::LastModified::from_unix_seconds(-14_182_940);
    let world = World::new(Representation::present().with_last_modified(moon_landing));
    let (_server, clients) = both(by_functions(&world)).await;
    for mut client in clients {
        let date = "Sun, 20 Jul 1969 20:17:40 GMT";
        let reply = client.send("GET", &[("if-modified-since", date)]).await;
        reply
            .status(304)
            .header("last-modified", date)
            .without_length();
        let reply = client
            .send(
                "PUT",
                &[("if-unmodified-since", "Sat, 19 Jul 1969 20:17:40 GMT")],
            )
            .await;
        reply.precondition_failed("If-Unmodified-Since");
    }
}

#[tokio::test]
async fn white_space_around_a_date_is_no_part_of_it_over_both() {
    let world = World::new(page());
    let (_server, clients) = both(by_functions(&world)).await;
    for mut client in clients {
        for date in [
            format!("{BEFORE} "),
            format!(" {BEFORE}"),
            format!("\t{BEFORE} \t"),
        ] {
            let reply = client.send("PUT", &[("if-unmodified-since", &date)]).await;
            reply.precondition_failed("If-Unmodified-Since");
        }
    }
    assert!(!world.probe.take().contains(&"handler"));
}

#[tokio::test]
async fn the_octets_of_a_304_end_with_its_head_and_the_connection_goes_on() {
    let world = World::new(dated());
    let server = Server::start(by_functions(&world));
    let mut stream = server.connect().await;
    let conditional =
        format!("GET /page HTTP/1.1\r\nhost: x\r\nif-modified-since: {MODIFIED}\r\n\r\n");
    let last = format!(
        "GET /page HTTP/1.1\r\nhost: x\r\nif-modified-since: {BEFORE}\r\nconnection: close\r\n\r\n"
    );
    stream
        .write_all((conditional.repeat(2) + &last).as_bytes())
        .await
        .unwrap();
    let mut answers = Vec::new();
    stream.read_to_end(&mut answers).await.unwrap();

    let answers = String::from_utf8(answers).unwrap().to_ascii_lowercase();
    let parts: Vec<&str> = answers.split("\r\n\r\n").collect();
    let [first, second, third, body] = parts[..] else {
        panic!("expected three heads and one body: {answers}");
    };
    for head in [first, second] {
        assert!(
            head.starts_with("http/1.1 304 not modified\r\n"),
            "{answers}"
        );
        assert!(
            !head.contains("content-length") && !head.contains("transfer-encoding"),
            "{answers}"
        );
        assert!(
            head.contains(&format!("last-modified: {}", MODIFIED.to_ascii_lowercase())),
            "{answers}"
        );
    }
    assert!(third.starts_with("http/1.1 200 ok\r\n"), "{answers}");
    assert_eq!(body, "page");
}
