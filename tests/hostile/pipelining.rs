//! Requests hidden in the bodies of refused ones.

use crate::site::{STALE, Site, TAG};
use crate::wire::{Wire, statuses};

const HIDDEN: &str = "GET /hidden HTTP/1.1\r\nhost: x\r\n\r\n";

const NEXT: &str =
    "GET /page HTTP/1.1\r\nhost: x\r\nconnection: close\r\nif-none-match: \"v1\"\r\n\r\n";

/// A refused upload whose body is requests, and then a request.
fn refused(fields: &str, body: &str) -> String {
    format!(
        "PUT /page HTTP/1.1\r\nhost: x\r\n{fields}content-length: {}\r\n\r\n{body}{NEXT}",
        body.len()
    )
}

fn refused_in_chunks(fields: &str, body: &str) -> String {
    format!(
        "PUT /page HTTP/1.1\r\nhost: x\r\n{fields}transfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n{NEXT}",
        body.len()
    )
}

/// The refused body is never taken for a request: either what follows it is answered, or the
/// connection is closed.
async fn check(octets: String, status: u16) -> Vec<u16> {
    let site = Site::new();
    let server = site.serve();
    let answers = Wire::to(&server).await.exchange(&octets).await;
    let ran = site.probe.take();
    assert!(!ran.contains(&"hidden"), "{ran:?}");
    assert!(!ran.contains(&"handler"), "{ran:?}");
    let statuses = statuses(&answers);
    assert!(
        statuses == [status, 304] || statuses == [status],
        "{statuses:?}: {}",
        octets.get(..300).unwrap_or(&octets)
    );
    statuses
}

#[tokio::test]
async fn a_refused_body_is_never_parsed_as_the_next_request() {
    for count in [1, 100, 10_000] {
        let body = HIDDEN.repeat(count);
        let stale = format!("if-match: {STALE}\r\n");
        check(refused(&stale, &body), 412).await;
        check(refused_in_chunks(&stale, &body), 412).await;
        check(refused("", &body), 428).await;
        check(refused_in_chunks("if-none-match: *\r\n", &body), 412).await;
    }
}

#[tokio::test]
async fn after_a_small_refused_body_the_connection_goes_on() {
    let stale = format!("if-match: {STALE}\r\n");
    let statuses = check(refused(&stale, HIDDEN), 412).await;
    assert_eq!(statuses, [412, 304]);
    let statuses = check(refused_in_chunks(&stale, HIDDEN), 412).await;
    assert_eq!(statuses, [412, 304]);
}

#[tokio::test]
async fn a_body_that_comes_although_it_was_not_asked_for_is_no_request_either() {
    let fields = format!("if-match: {STALE}\r\nexpect: 100-continue\r\n");
    for count in [1, 10_000] {
        check(refused(&fields, &HIDDEN.repeat(count)), 412).await;
    }
}

#[tokio::test]
async fn a_body_beyond_what_is_read_away_ends_the_connection() {
    let stale = format!("if-match: {STALE}\r\n");
    let body = HIDDEN.repeat(3 * 1024 * 1024 / HIDDEN.len());
    let statuses = check(refused(&stale, &body), 412).await;
    assert_eq!(statuses, [412]);
}

#[tokio::test]
async fn a_read_that_is_not_modified_does_not_take_its_body_for_a_request() {
    let site = Site::new();
    let server = site.serve();
    let read = format!(
        "GET /page HTTP/1.1\r\nhost: x\r\nif-none-match: {TAG}\r\ncontent-length: {}\r\n\r\n{HIDDEN}{NEXT}",
        HIDDEN.len()
    );
    let answers = Wire::to(&server).await.exchange(read).await;
    assert!(!site.probe.take().contains(&"hidden"));
    assert_eq!(answers.first().map(|answer| answer.status), Some(304));
}
