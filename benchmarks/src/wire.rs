//! A request as it comes over a connection, read by hyper: for what its size costs a server.

use std::fmt::Write as _;

use axum::Router;
use axum::http::header;
use axum::routing::get;
use conditional_axum::{ETag, etag};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::measure::block_on;

const TAG: &str = "\"0123456789abcdef0123456789abcdef\"";
const TAGS: usize = 60_000 / 36;

/// The names: a handler that does not look at the 60 KB of tags, and a guarded one.
pub const NAMES: [&str; 2] = ["60 KB of tags, ignored", "60 KB of tags, guarded"];

/// Answers the given number of requests, each over a connection of its own.
pub fn run(name: &str, count: u32) {
    let app = Router::new().route(
        "/",
        if name == NAMES[0] {
            get(ignoring)
        } else {
            get(guarded)
        },
    );
    let request = request();
    block_on(async {
        for _ in 0..count {
            answer(&app, request.as_bytes()).await;
        }
    });
}

async fn ignoring() -> ([(header::HeaderName, &'static str); 1], &'static str) {
    ([(header::ETAG, TAG)], "ok")
}

#[etag(|| ETag::from_static(TAG))]
async fn guarded() -> &'static str {
    "ok"
}

fn request() -> String {
    let mut request =
        String::from("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\nif-none-match: ");
    for tag in 0..TAGS {
        write!(request, "\"{tag:032x}\", ").unwrap();
    }
    request + "\"\"\r\n\r\n"
}

async fn answer(app: &Router, request: &[u8]) {
    let (mut client, server) = tokio::io::duplex(128 * 1024);
    client.write_all(request).await.unwrap();
    let service = TowerToHyperService::new(app.clone());
    hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(server), service)
        .await
        .unwrap();
    let mut response = String::new();
    client.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 200"), "{response}");
}
