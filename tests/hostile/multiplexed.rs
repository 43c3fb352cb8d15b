//! Many uploads on one HTTP/2 connection.

use axum::body::Body;
use bytes::Bytes;
use conditional_tests::Server;
use http::Request;
use hyper::client::conn::http2::{self, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::task::JoinSet;

use crate::site::{STALE, Site, TAG};

async fn connect(server: &Server) -> SendRequest<Body> {
    let stream = TokioIo::new(server.connect().await);
    let handshake = http2::handshake(TokioExecutor::new(), stream);
    let (client, connection) = handshake.await.unwrap();
    tokio::spawn(connection);
    client
}

fn upload(field: &str, value: &str, octets: usize) -> Request<Body> {
    Request::put("http://localhost/page")
        .header(field, value)
        .body(Body::from(Bytes::from(vec![0; octets])))
        .unwrap()
}

/// Sends all of them at once.
async fn all(client: &SendRequest<Body>, requests: Vec<Request<Body>>) -> Vec<u16> {
    let mut answers = JoinSet::new();
    for request in requests {
        let mut client = client.clone();
        answers.spawn(async move {
            client.ready().await.unwrap();
            client
                .send_request(request)
                .await
                .unwrap()
                .status()
                .as_u16()
        });
    }
    answers.join_all().await
}

#[tokio::test]
async fn a_hundred_refused_uploads_leave_the_connection_as_it_was() {
    let site = Site::new();
    let server = site.serve();
    let client = connect(&server).await;
    // Twice the connection's window of 64 KiB each: what is not read must be given back.
    let refused = || (0..100).map(|_| upload("if-match", STALE, 128 * 1024));
    let statuses = all(&client, refused().collect()).await;
    assert_eq!(statuses, [412; 100]);
    assert!(!site.probe.take().contains(&"handler"));

    let statuses = all(&client, vec![upload("if-match", TAG, 1 << 20)]).await;
    assert_eq!(statuses, [200]);
    site.probe.ran(&["etag", "handler"]);
}

#[tokio::test]
async fn accepted_and_refused_uploads_do_not_hinder_each_other() {
    let site = Site::new();
    let server = site.serve();
    let client = connect(&server).await;
    let mixed = (0..100).map(|n| match n % 4 {
        0 => upload("if-match", TAG, 50_000),
        1 => upload("if-match", STALE, 50_000),
        2 => upload("if-none-match", "*", 50_000),
        _ => upload("x-no-precondition", "1", 50_000),
    });
    let mut statuses = all(&client, mixed.collect()).await;
    statuses.sort_unstable();
    let count = |status| statuses.iter().filter(|s| **s == status).count();
    assert_eq!([count(200), count(412), count(428)], [25, 50, 25]);
    let ran = site.probe.take();
    assert_eq!(ran.iter().filter(|name| **name == "handler").count(), 25);
}

#[tokio::test]
async fn streams_that_are_reset_drop_what_runs_for_them() {
    let site = Site::new();
    let server = site.serve();
    let client = connect(&server).await;
    let mut calls = JoinSet::new();
    for n in 0..50 {
        let path = ["/stuck-validator", "/stuck-handler"][n % 2];
        let request = Request::put(format!("http://localhost{path}"))
            .header("if-match", TAG)
            .body(Body::empty())
            .unwrap();
        let mut client = client.clone();
        calls.spawn(async move {
            client.ready().await.unwrap();
            client.send_request(request).await.is_ok()
        });
    }
    site.running.until(50).await;
    calls.shutdown().await;
    site.running.until(0).await;
    let statuses = all(&client, vec![upload("if-match", TAG, 10)]).await;
    assert_eq!(statuses, [200]);
}

#[tokio::test]
async fn with_fields_longer_than_the_server_takes_nothing_runs() {
    let site = Site::new();
    let server = site.serve();
    let client = connect(&server).await;
    let padded = |octets: usize| {
        let list = format!("{}{TAG}", "\"0123456\",".repeat(octets / 10));
        upload("if-match", &list, 10)
    };
    let statuses = all(&client, vec![padded(15_000)]).await;
    assert_eq!(statuses, [200]);
    site.probe.ran(&["etag", "handler"]);
    // hyper ends the connection, or answers 431: in no case anything runs.
    let too_long = client.clone().send_request(padded(65_536)).await;
    let status = too_long.map(|response| response.status().as_u16());
    assert!(status.is_err() || matches!(status, Ok(431)), "{status:?}");
    site.probe.ran(&[]);
}
