//! Lengths that lie.

use crate::site::{STALE, Site, TAG};
use crate::wire::{Wire, statuses};

async fn exchange(site: &Site, octets: &str) -> Vec<u16> {
    let server = site.serve();
    statuses(&Wire::to(&server).await.exchange_and_stop(octets).await)
}

#[tokio::test]
async fn a_body_shorter_than_its_length_reaches_no_handler() {
    for tag in [TAG, STALE] {
        let site = Site::new();
        let octets = format!(
            "PUT /page HTTP/1.1\r\nhost: x\r\nif-match: {tag}\r\ncontent-length: 100\r\n\r\nshort"
        );
        let statuses = exchange(&site, &octets).await;
        assert!(!statuses.contains(&200), "{statuses:?}");
        assert!(!site.probe.take().contains(&"handler"));
    }
}

#[tokio::test]
async fn a_body_longer_than_its_length_is_cut_and_the_rest_is_no_request() {
    for (tag, status) in [(TAG, 200), (STALE, 412)] {
        let site = Site::new();
        let octets = format!(
            "PUT /page HTTP/1.1\r\nhost: x\r\nif-match: {tag}\r\ncontent-length: 5\r\n\r\nhello, and more\r\n\r\n"
        );
        let server = site.serve();
        // What is left makes the server close.
        let answers = Wire::to(&server).await.exchange(octets).await;
        let statuses = statuses(&answers);
        assert_eq!(statuses.first(), Some(&status), "{statuses:?}");
        assert!(
            statuses.iter().skip(1).all(|status| *status == 400),
            "{statuses:?}"
        );
    }
}

#[tokio::test]
async fn two_lengths_or_none_that_can_be_read_are_refused_before_anything_runs() {
    for lengths in [
        "content-length: 5\r\ncontent-length: 6\r\n",
        "content-length: 5, 6\r\n",
        "content-length: -1\r\n",
        "content-length: 18446744073709551616\r\n",
        "content-length: 0x5\r\n",
        "transfer-encoding: gzip\r\n",
    ] {
        let site = Site::new();
        let octets =
            format!("PUT /page HTTP/1.1\r\nhost: x\r\nif-match: {STALE}\r\n{lengths}\r\nhello");
        assert_eq!(exchange(&site, &octets).await, [400], "{lengths}");
        site.probe.ran(&[]);
    }
}

#[tokio::test]
async fn a_length_that_is_never_sent_does_not_hold_the_refusal_back() {
    for length in [3 * 1024 * 1024_u64, 1 << 40, 1 << 62] {
        let site = Site::new();
        let server = site.serve();
        let mut wire = Wire::to(&server).await;
        wire.send(format!(
            "PUT /page HTTP/1.1\r\nhost: x\r\nif-match: {STALE}\r\ncontent-length: {length}\r\n\r\n"
        ))
        .await;
        assert_eq!(wire.answer().await.status, 412, "{length}");
        assert!(!site.probe.take().contains(&"handler"));
    }
}

#[tokio::test]
async fn chunks_that_lie_reach_no_handler() {
    for body in [
        "5\r\nhel",
        "ffffffffffffffff\r\nx",
        "5\r\nhello6\r\n",
        "x\r\n",
        "-1\r\n",
    ] {
        for tag in [TAG, STALE] {
            let site = Site::new();
            let octets = format!(
                "PUT /page HTTP/1.1\r\nhost: x\r\nif-match: {tag}\r\ntransfer-encoding: chunked\r\n\r\n{body}"
            );
            let statuses = exchange(&site, &octets).await;
            assert!(!statuses.contains(&200), "{body:?}: {statuses:?}");
            assert!(!site.probe.take().contains(&"handler"), "{body:?}");
        }
    }
}
