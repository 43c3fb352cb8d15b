//! Clients that go away, at each stage: whatever ran for them is dropped.

use conditional_tests::Server;
use tokio::io::AsyncWriteExt as _;

use crate::site::{STALE, Site, TAG};
use crate::wire::Wire;

/// Nothing is left running, and the server still serves.
async fn is_well(site: &Site, server: &Server) {
    site.running.until(0).await;
    let mut wire = Wire::to(server).await;
    wire.send("GET /well HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert_eq!(wire.answer().await.body, b"well");
}

#[tokio::test]
async fn within_the_head_nothing_ever_runs() {
    let site = Site::new();
    let server = site.serve();
    let head = format!("PUT /page HTTP/1.1\r\nhost: x\r\nif-match: {TAG}\r\n");
    for end in [0, 1, 20, head.len() - 3, head.len()] {
        let mut wire = Wire::to(&server).await;
        wire.send(&head.as_bytes()[..end]).await;
        wire.hang_up();
        is_well(&site, &server).await;
        site.probe.ran(&[]);
    }
}

#[tokio::test]
async fn while_a_validator_runs_it_is_dropped() {
    let site = Site::new();
    let server = site.serve();
    let mut wire = Wire::to(&server).await;
    let head = format!("PUT /stuck-validator HTTP/1.1\r\nhost: x\r\nif-match: {TAG}\r\n\r\n");
    wire.send(head).await;
    site.running.until(1).await;
    wire.hang_up();
    is_well(&site, &server).await;
    site.probe.ran(&["etag"]);
}

#[tokio::test]
async fn within_the_body_the_handler_never_runs() {
    let site = Site::new();
    let server = site.serve();
    for length in ["content-length: 100", "transfer-encoding: chunked"] {
        let mut wire = Wire::to(&server).await;
        let head = format!(
            "PUT /page HTTP/1.1\r\nhost: x\r\nif-match: {TAG}\r\nexpect: 100-continue\r\n{length}\r\n\r\n"
        );
        wire.send(head).await;
        // So the precondition holds, and the body extractor waits.
        wire.receive(b"100 Continue\r\n\r\n").await;
        wire.send("5\r\nhello").await;
        wire.hang_up();
        is_well(&site, &server).await;
        site.probe.ran(&["etag"]);
    }
}

#[tokio::test]
async fn while_a_refused_body_is_read_away_nothing_else_ever_runs() {
    let site = Site::new();
    let server = site.serve();
    for length in ["content-length: 100000", "transfer-encoding: chunked"] {
        let mut wire = Wire::to(&server).await;
        let head =
            format!("PUT /page HTTP/1.1\r\nhost: x\r\nif-match: {STALE}\r\n{length}\r\n\r\n");
        wire.send(head + "4000\r\n" + &"x".repeat(9000)).await;
        // There is no answer before the rest of the body, which never comes.
        site.running.until(1).await;
        wire.hang_up();
        is_well(&site, &server).await;
        site.probe.ran(&["etag"]);
    }
}

#[tokio::test]
async fn while_a_handler_runs_it_is_dropped() {
    let site = Site::new();
    let server = site.serve();
    let mut wire = Wire::to(&server).await;
    let head = format!("PUT /stuck-handler HTTP/1.1\r\nhost: x\r\nif-match: {TAG}\r\n\r\n");
    wire.send(head).await;
    site.running.until(1).await;
    wire.hang_up();
    is_well(&site, &server).await;
}

#[tokio::test]
async fn while_an_answer_is_sent_its_body_is_dropped() {
    let site = Site::new();
    let server = site.serve();
    let mut wire = Wire::to(&server).await;
    wire.send("GET /endless HTTP/1.1\r\nhost: x\r\n\r\n").await;
    wire.receive(b"begin").await;
    site.running.until(1).await;
    wire.hang_up();
    is_well(&site, &server).await;
}

#[tokio::test]
async fn a_hundred_clients_that_go_away_leave_nothing_behind() {
    let site = Site::new();
    let server = site.serve();
    let mut wires = Vec::new();
    for n in 0..100 {
        let path = ["/stuck-validator", "/stuck-handler"][n % 2];
        let mut wire = Wire::to(&server).await;
        wire.send(format!(
            "PUT {path} HTTP/1.1\r\nhost: x\r\nif-match: {TAG}\r\n\r\n"
        ))
        .await;
        wires.push(wire);
    }
    site.running.until(100).await;
    drop(wires);
    is_well(&site, &server).await;
}

#[tokio::test]
async fn an_octet_at_a_time_is_answered_as_all_at_once() {
    let site = Site::new();
    let server = site.serve();
    for (tag, status) in [(TAG, 200), (STALE, 412)] {
        let mut stream = server.connect().await;
        stream.set_nodelay(true).unwrap();
        let request = format!(
            "PUT /page HTTP/1.1\r\nhost: x\r\nif-match: {tag}\r\ncontent-length: 10\r\n\r\n0123456789"
        );
        for octet in request.as_bytes() {
            stream.write_all(&[*octet]).await.unwrap();
            tokio::task::yield_now().await;
        }
        let answer = Wire::over(stream).answer().await;
        assert_eq!(answer.status, status);
        let ran = site.probe.take();
        assert_eq!(ran.contains(&"handler"), status == 200);
    }
}
