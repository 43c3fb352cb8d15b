//! The command, against a server on a socket.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::process::{Output, Stdio};

use bytes::Bytes;
use http::{Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::site::{BOTH, Site, TAG_ONLY};

/// Serves on a free port for as long as the test runs; `careless` servers drop `If-None-Match`.
async fn serve(site: Site, careless: bool) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let site = site.clone();
            let service = service_fn(move |request| answer(site.clone(), request, careless));
            tokio::spawn(async move {
                let server = Builder::new(TokioExecutor::new());
                let _ = server.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    address
}

async fn answer(
    site: Site,
    request: Request<Incoming>,
    careless: bool,
) -> Result<http::Response<Full<Bytes>>, Infallible> {
    let (mut parts, body) = request.into_parts();
    if careless {
        parts.headers.remove(header::IF_NONE_MATCH);
    }
    let body = body.collect().await.unwrap().to_bytes();
    let answer = site.answer(&Request::from_parts(parts, body));
    Ok(answer.map(Full::new))
}

async fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conditional-check"))
        .args(arguments)
        .output()
        .await
        .unwrap()
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

#[tokio::test]
async fn a_correct_server_gives_0_over_http_1_and_http_2() {
    let url = format!("http://{}/entry", serve(Site::new(BOTH), false).await);
    for version in [&["--no-wait"][..], &["--no-wait", "--http2"]] {
        let output = run(&[&[url.as_str()], version].concat()).await;
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{shown}");
        assert!(shown.contains(" 0 broken, 0 advised, "), "{shown}");
        assert!(
            !shown.contains('\x1b'),
            "colours although it is no terminal: {shown}"
        );
    }
}

#[tokio::test]
async fn a_violation_gives_1_and_is_shown() {
    let url = format!("http://{}/entry", serve(Site::new(BOTH), true).await);
    let output = run(&[&url, "--no-wait"]).await;
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    assert!(shown.contains("if-none-match: \"v1."), "{shown}");
    assert!(shown.contains("the status is 200, not 304"), "{shown}");
    // Last, where a terminal shows it.
    let (skipped, broken) = (shown.rfind("  skipped "), shown.find("  broken "));
    assert!(skipped < broken, "{shown}");
}

#[tokio::test]
async fn where_nobody_listens_it_gives_2() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/entry", listener.local_addr().unwrap());
    drop(listener);
    for version in [&[][..], &["--http2"]] {
        let output = run(&[&[url.as_str()], version].concat()).await;
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{shown}");
        assert!(shown.contains("Connection refused"), "{shown}");
        assert!(shown.contains("no rule could be asked"), "{shown}");
        assert!(!shown.contains("speak HTTP/2"), "{shown}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_is_suspected_of_no_other_version_of_http() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/entry", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            drop(stream);
        }
    });
    let shown = text(&run(&[&url]).await.stdout);
    assert!(shown.contains("no rule could be asked"), "{shown}");
    assert!(!shown.contains("HTTP/2"), "{shown}");
}

/// With the feature `https`, `tests/https` of the workspace asks servers with TLS.
#[cfg(not(feature = "https"))]
#[tokio::test]
async fn an_https_url_gives_2_and_says_what_to_install() {
    let output = run(&["https://127.0.0.1/entry"]).await;
    assert_eq!(output.status.code(), Some(2));
    let shown = text(&output.stdout);
    assert!(
        shown.contains("install this with `--features https`"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_url_of_no_server_gives_2_and_says_what_is_needed() {
    for url in ["ftp://127.0.0.1/entry", "/entry"] {
        let output = run(&[url]).await;
        assert_eq!(output.status.code(), Some(2));
        let shown = text(&output.stdout);
        assert!(shown.contains("has to begin with `http://`"), "{shown}");
    }
    for url in ["127.0.0.1:3000/entry", ""] {
        let output = run(&[url]).await;
        assert_eq!(output.status.code(), Some(2));
        let shown = text(&output.stdout);
        assert!(shown.contains("a URL begins with `http://`"), "{shown}");
    }
}

#[tokio::test]
async fn a_method_that_writes_no_content_is_refused_before_anything_is_announced() {
    let output = run(&["http://127.0.0.1:9/", "--write", "DELETE", "--body", "x"]).await;
    assert_eq!(output.status.code(), Some(2));
    let shown = text(&output.stderr);
    assert!(shown.contains("none of PUT, PATCH and POST"), "{shown}");
    assert!(!shown.contains("writes to"), "{shown}");
}

#[tokio::test]
async fn a_server_without_http_2_gives_2_and_is_suspected() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/entry", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let output = run(&[&url, "--http2"]).await;
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{shown}");
    assert!(shown.contains("does the server speak HTTP/2?"), "{shown}");
}

#[tokio::test]
async fn writes_are_announced_and_done() {
    let site = Site::new(TAG_ONLY);
    let url = format!("http://{}/entry", serve(site.clone(), false).await);
    let write = ["--write", "PUT", "--content-type", "text/plain"];
    let bodies = ["--body", "one text", "--body", "another text", "--no-wait"];
    let output = run(&[&[url.as_str()], &write[..], &bodies].concat()).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let announced = text(&output.stderr);
    assert!(
        announced.contains(&format!("writes to {url} with PUT")),
        "{announced}"
    );
    assert!(site.entry("/entry").unwrap().version > 1);
}

#[tokio::test]
async fn a_body_comes_from_a_file() {
    let site = Site::new(TAG_ONLY);
    let url = format!("http://{}/entry", serve(site.clone(), false).await);
    let file = concat!("@", env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let output = run(&[&url, "--write", "PUT", "--body", file, "--no-wait"]).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert!(site.entry("/entry").unwrap().text.starts_with(b"[package]"));
}

#[tokio::test]
async fn a_file_that_is_not_there_is_named() {
    let output = run(&[
        "http://127.0.0.1:9/",
        "--write",
        "PUT",
        "--body",
        "@no-such-file",
    ])
    .await;
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no-such-file"));
}

#[tokio::test]
async fn json_has_every_rule_with_its_outcome() {
    let url = format!("http://{}/entry", serve(Site::new(BOTH), true).await);
    let output = run(&[&url, "--json", "--no-wait", "--header", "cookie: user=ann"]).await;
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rules = report["rules"].as_array().unwrap();
    assert_eq!(rules.len(), conditional_check::rules().count());
    assert_eq!(report["target"], url);
    assert_eq!(report["passed"], false);
    let named = |name| rules.iter().find(|rule| rule["name"] == name).unwrap();
    let broken = named("if-none-match/same-tag");
    assert_eq!(broken["outcome"], "broken");
    assert_eq!(broken["section"], "RFC 9110 §13.1.2");
    assert_eq!(broken["level"], "must");
    assert_eq!(broken["sends"], "GET with `If-None-Match:` the tag");
    assert_eq!(broken["expects"], "304: the client has this version");
    assert_eq!(broken["problem"], "the status is 200, not 304");
    assert_eq!(broken["exchanges"][0]["came"][0], "200 OK");
    assert_eq!(named("head/etag")["outcome"], "passed");
    assert_eq!(
        named("writes/star")["reason"],
        "writes, and no write was allowed"
    );
}

#[tokio::test]
async fn the_rules_can_be_listed_without_a_server() {
    let output = run(&["--rules"]).await;
    assert_eq!(output.status.code(), Some(0));
    let shown = text(&output.stdout);
    assert!(shown.contains("if-none-match/star"), "{shown}");
    assert_eq!(shown.lines().count(), conditional_check::rules().count());
}

/// Lists the rules to where it cannot be read.
async fn list_to(stdout: impl Into<Stdio>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conditional-check"));
    command.arg("--rules").stdout(stdout).stderr(Stdio::piped());
    command.spawn().unwrap().wait_with_output().await.unwrap()
}

#[tokio::test]
async fn a_reader_who_has_seen_enough_gives_0_and_no_error() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = list_to(writer).await;
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

/// `/dev/full` takes nothing.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_cannot_be_written_gives_2_and_says_why() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let output = list_to(full.unwrap()).await;
    let shown = text(&output.stderr);
    assert!(shown.starts_with("conditional-check: "), "{shown}");
    assert_eq!(output.status.code(), Some(2));
}
