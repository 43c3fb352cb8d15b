//! Long fields, and octets that are no text.

use crate::site::{OCTETS, STALE, Site, TAG};
use crate::wire::{Answer, Wire, statuses};

/// How much of a request's head hyper reads over HTTP/1: what is longer is 431.
const LIMIT: usize = 8192 + 4096 * 100;

async fn ask(site: &Site, head: impl AsRef<[u8]>) -> Vec<Answer> {
    let server = site.serve();
    Wire::to(&server).await.exchange(head).await
}

/// One request and the end of the connection.
fn request(line: &str, fields: &[&[u8]]) -> Vec<u8> {
    let mut head = format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n").into_bytes();
    for field in fields {
        head.extend_from_slice(field);
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// A list of `count` tags, none of them current.
fn tags(count: usize) -> String {
    let tags: Vec<String> = (0..count).map(|n| format!("\"{n:08}\"")).collect();
    tags.join(",")
}

#[tokio::test]
async fn ten_thousand_tags_in_one_line_are_all_compared() {
    let many = tags(10_000);
    for (field, last, status) in [
        ("if-none-match", STALE, 200),
        ("if-none-match", TAG, 304),
        ("if-none-match", "W/\"v1\"", 304),
    ] {
        let site = Site::new();
        let line = format!("{field}: {many}, {last}");
        let answers = ask(&site, request("GET /page", &[line.as_bytes()])).await;
        assert_eq!(statuses(&answers), [status], "{last}");
        let ran = site.probe.take();
        assert_eq!(ran.contains(&"handler"), status == 200, "{ran:?}");
    }
    for (last, status) in [(STALE, 412), (TAG, 200), ("W/\"v1\"", 412)] {
        let site = Site::new();
        let line = format!("if-match: {many}, {last}");
        let answers = ask(&site, request("PUT /page", &[line.as_bytes()])).await;
        assert_eq!(statuses(&answers), [status], "{last}");
        let ran = site.probe.take();
        assert_eq!(ran.contains(&"handler"), status == 200, "{ran:?}");
    }
}

#[tokio::test]
async fn ten_thousand_tags_in_ninety_lines_are_all_compared() {
    let line = format!("if-none-match: {}", tags(10_000 / 90 + 1));
    let mut lines = vec![line.as_bytes(); 90];
    let site = Site::new();
    let answers = ask(&site, request("GET /page", &lines)).await;
    assert_eq!(statuses(&answers), [200]);
    let last = format!("if-none-match: {TAG}");
    lines.push(last.as_bytes());
    let answers = ask(&site, request("GET /page", &lines)).await;
    assert_eq!(statuses(&answers), [304]);
}

#[tokio::test]
async fn fields_of_64_kib_that_are_hardly_a_list_are_answered() {
    let long = |unit: &str| unit.repeat(65_536 / unit.len());
    for value in [
        long(","),
        long("\"\","),
        long("\""),
        long("W/"),
        long("W/\"a\","),
        long("*,"),
        long("a"),
        format!("\"{}\"", long("v")),
        format!("\"{}", long("v1,")),
        format!("\"v0\",{}", long(" \t")),
    ] {
        let is_any = value.starts_with('*');
        let site = Site::new();
        let line = format!("if-none-match: {value}");
        let answers = ask(&site, request("GET /page", &[line.as_bytes()])).await;
        assert_eq!(statuses(&answers), [if is_any { 304 } else { 200 }]);
        let site = Site::new();
        let line = format!("if-match: {value}");
        let answers = ask(&site, request("PUT /page", &[line.as_bytes()])).await;
        assert_eq!(statuses(&answers), [if is_any { 200 } else { 412 }]);
        assert_eq!(site.probe.take().contains(&"handler"), is_any);
    }
}

#[tokio::test]
async fn dates_of_64_kib_are_ignored() {
    let long = "Sun, 06 Nov 1994 08:49:37 GMT ".repeat(2200);
    for field in ["if-modified-since", "if-range"] {
        let line = format!("{field}: {long}");
        let answers = ask(&Site::new(), request("GET /page", &[line.as_bytes()])).await;
        assert_eq!(statuses(&answers), [200], "{field}");
    }
    // Not readable, so the write has no precondition that counts.
    let line = format!("if-unmodified-since: {long}");
    let answers = ask(&Site::new(), request("PUT /page", &[line.as_bytes()])).await;
    assert_eq!(statuses(&answers), [428]);
}

#[tokio::test]
async fn a_line_up_to_the_servers_limit_is_read_and_a_longer_one_is_431() {
    let site = Site::new();
    let line = |octets: usize| {
        let padding = "\"0123456\",".repeat(octets / 10);
        format!("if-none-match: {padding} {TAG}")
    };
    let fits = line(LIMIT - 1000);
    let answers = ask(&site, request("GET /page", &[fits.as_bytes()])).await;
    assert_eq!(statuses(&answers), [304]);
    site.probe.ran(&["etag"]);
    let answers = ask(&site, request("GET /page", &[line(2 * LIMIT).as_bytes()])).await;
    assert_eq!(statuses(&answers), [431]);
    site.probe.ran(&[]);
}

#[tokio::test]
async fn octets_that_are_no_utf8_are_compared_as_octets() {
    for (method, field, value, status) in [
        ("GET", "if-none-match", OCTETS, 304),
        ("GET", "if-none-match", b"\"\xFE,\xFF\"", 200),
        ("GET", "if-none-match", b"\"\xC3\x28\",\"\xFF,\xFE\"", 304),
        ("PUT", "if-match", OCTETS, 200),
        ("PUT", "if-match", b"\"\xFF\xFE\"", 412),
        ("PUT", "if-none-match", OCTETS, 412),
    ] {
        let site = Site::new();
        let line = [field.as_bytes(), b": ", value].concat();
        let answers = ask(&site, request(&format!("{method} /octets"), &[&line])).await;
        assert_eq!(statuses(&answers), [status], "{}", line.escape_ascii());
        let ran = site.probe.take();
        assert_eq!(ran.contains(&"handler"), status == 200);
    }
}

#[tokio::test]
async fn a_tag_that_is_no_utf8_comes_back_as_it_was_sent() {
    let line = [b"if-none-match: ", OCTETS].concat();
    let server = Site::new().serve();
    let mut wire = Wire::to(&server).await;
    wire.send(request("GET /octets", &[&line])).await;
    wire.receive(&[b"etag: ", OCTETS, b"\r\n"].concat()).await;
}

#[tokio::test]
async fn dates_that_are_no_text_are_ignored() {
    let line = b"if-modified-since: Sun, 06 Nov 1994 08:49:37 G\xFFT";
    let answers = ask(&Site::new(), request("GET /page", &[line])).await;
    assert_eq!(statuses(&answers), [200]);
    let line = b"if-unmodified-since: \xC3\x28";
    let answers = ask(&Site::new(), request("PUT /page", &[line])).await;
    assert_eq!(statuses(&answers), [428]);
}

#[tokio::test]
async fn folded_lines_and_control_characters_are_refused_before_anything_runs() {
    for field in [
        &b"if-match: \"a\",\r\n \"v1\""[..],
        b"if-match:\r\n\t\"v1\"",
        b"if-match: \"v1\"\0",
        b"if-match: \"v\r1\"",
        b"if-match : \"v1\"",
    ] {
        let site = Site::new();
        let answers = ask(&site, request("PUT /page", &[field])).await;
        assert_eq!(statuses(&answers), [400], "{}", field.escape_ascii());
        site.probe.ran(&[]);
    }
}
