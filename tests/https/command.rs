//! The command: its exit status, and what it says.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::certificates::Authority;
use crate::server::{AXUM_OVER_HTTP_2, Server};

/// What the command did where the system trusts the authorities in `trusted`.
async fn run(trusted: &Path, url: &str, options: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(command())
        .args([url, "--no-wait", "--skip", AXUM_OVER_HTTP_2])
        .args(options)
        .env("SSL_CERT_FILE", trusted)
        .env_remove("SSL_CERT_DIR")
        .output()
        .await
        .unwrap();
    let shown = [output.stdout, output.stderr].concat();
    let shown = String::from_utf8_lossy(&shown).into_owned();
    (output.status.code(), shown)
}

/// Cargo puts it beside the folder of the tests.
fn command() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let command = folder.join(format!("conditional-check{}", std::env::consts::EXE_SUFFIX));
    assert!(command.exists(), "scripts/test-https builds the command");
    command
}

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// An authority that the system trusts, and one that it does not know.
fn authorities() -> (Authority, NamedTempFile, Authority, NamedTempFile) {
    let (known, unknown) = (Authority::new("known"), Authority::new("unknown"));
    let (known_file, unknown_file) = (file(&known.pem()), file(&unknown.pem()));
    (known, known_file, unknown, unknown_file)
}

#[tokio::test]
async fn what_the_system_trusts_gives_0() {
    let (known, system, _, _) = authorities();
    let server = Server::start(known.sign("127.0.0.1")).await;
    for options in [&[][..], &["--http2"]] {
        let (code, shown) = run(system.path(), &server.url(), options).await;
        assert_eq!(code, Some(0), "{shown}");
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_gives_2_and_says_what_to_do() {
    let (_, system, unknown, file) = authorities();
    let server = Server::start(unknown.sign("127.0.0.1")).await;
    let (code, shown) = run(system.path(), &server.url(), &[]).await;
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("UnknownIssuer: `--cacert FILE`"), "{shown}");

    let named = ["--cacert", file.path().to_str().unwrap()];
    for options in [&named[..], &["--insecure"]] {
        let (code, shown) = run(system.path(), &server.url(), options).await;
        assert_eq!(code, Some(0), "{shown}");
    }
}

#[tokio::test]
async fn a_self_signed_authority_as_a_server_is_asked_only_on_request() {
    let authority = Authority::that_serves("127.0.0.1");
    let file = file(&authority.pem());
    let server = Server::start(authority.identity()).await;
    let named = ["--cacert", file.path().to_str().unwrap()];
    let (code, shown) = run(file.path(), &server.url(), &named).await;
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("an authority's own certificate"), "{shown}");
    let (code, shown) = run(file.path(), &server.url(), &["--insecure"]).await;
    assert_eq!(code, Some(0), "{shown}");
}

#[tokio::test]
async fn a_certificate_for_another_name_gives_2_and_names_it() {
    let (known, system, _, _) = authorities();
    let server = Server::start(known.sign("elsewhere.example")).await;
    let (code, shown) = run(system.path(), &server.url(), &[]).await;
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("elsewhere.example"), "{shown}");
    assert!(shown.contains("`--insecure` takes any"), "{shown}");
}

#[tokio::test]
async fn a_server_without_http_2_gives_2_and_says_so() {
    let (known, system, _, _) = authorities();
    let server = Server::speaking(known.sign("127.0.0.1"), &["http/1.1"]).await;
    let (code, shown) = run(system.path(), &server.url(), &["--http2"]).await;
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("this version of HTTP"), "{shown}");
}

#[tokio::test]
async fn a_server_without_tls_gives_2_and_says_so() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/entry", listener.local_addr().unwrap());
    let app = axum::Router::new();
    let server = tokio::spawn(async move { drop(axum::serve(listener, app).await) });
    let (_, system, _, _) = authorities();
    let (code, shown) = run(system.path(), &url, &[]).await;
    server.abort();
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("does not speak TLS"), "{shown}");
}

#[tokio::test]
async fn where_nothing_is_trusted_it_gives_2_and_says_what_to_do() {
    let empty = file("");
    let (code, shown) = run(empty.path(), "https://127.0.0.1:9/", &[]).await;
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("`--cacert FILE` says"), "{shown}");
}

#[tokio::test]
async fn a_file_without_a_certificate_is_named() {
    let file = file("none");
    let name = file.path().to_str().unwrap();
    let options = ["--cacert", name];
    let (code, shown) = run(file.path(), "https://127.0.0.1:9/", &options).await;
    assert_eq!(code, Some(2), "{shown}");
    let expected = format!("{name}: no certificate in PEM form");
    assert!(shown.contains(&expected), "{shown}");
}
