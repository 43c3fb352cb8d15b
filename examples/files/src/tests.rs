//! Downloads, whole, resumed and replaced.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use axum::response::Response;
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::app;

/// Puts a file in place as a deployment does: complete, then renamed, an hour or more old.
fn put(folder: &Path, content: &str, hours_old: u64) {
    let (new, name) = (folder.join("new"), folder.join("name.txt"));
    fs::write(&new, content).expect("written");
    let time = SystemTime::now() - Duration::from_secs(3600 * hours_old);
    let file = File::options().write(true).open(&new).expect("opened");
    file.set_modified(time).expect("set");
    fs::rename(new, name).expect("renamed");
}

fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    put(folder.path(), "0123456789", 2);
    folder
}

async fn get(folder: &TempDir, path: &str, fields: &[(&str, &str)]) -> Response {
    let mut request = Request::get(path);
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let Ok(response) = app(folder.path()).oneshot(request).await;
    response
}

async fn body(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), 99).await.expect("a body");
    String::from_utf8_lossy(&bytes).into_owned()
}

fn tag(response: &Response) -> String {
    let tag = response.headers()[header::ETAG].to_str();
    tag.expect("a text").to_owned()
}

#[tokio::test]
async fn a_download_goes_on_only_in_the_same_file() {
    let folder = folder();
    let tag = tag(&get(&folder, "/name.txt", &[]).await);
    let rest = [("range", "bytes=6-"), ("if-range", tag.as_str())];

    let part = get(&folder, "/name.txt", &rest).await;
    assert_eq!(part.status(), 206);
    assert_eq!(body(part).await, "6789");

    put(folder.path(), "abcdefghij", 1);
    let whole = get(&folder, "/name.txt", &rest).await;
    assert_eq!(whole.status(), 200);
    assert_eq!(body(whole).await, "abcdefghij");
}

#[tokio::test]
async fn a_copy_that_is_current_is_not_sent_again() {
    let folder = folder();
    let tag = tag(&get(&folder, "/name.txt", &[]).await);
    let again = get(&folder, "/name.txt", &[("if-none-match", &tag)]).await;
    assert_eq!(again.status(), 304);
    assert_eq!(again.headers()[header::CACHE_CONTROL], "no-cache");
}

#[tokio::test]
async fn the_content_is_that_of_the_file_that_was_looked_at() {
    let folder = folder();
    let response = get(&folder, "/name.txt", &[]).await;
    put(folder.path(), "abcdefghij", 1); // replaced before the body is read
    assert_eq!(body(response).await, "0123456789");
}

#[tokio::test]
async fn a_file_of_this_moment_has_no_validators_yet() {
    let folder = folder();
    put(folder.path(), "0123456789", 0);
    let response = get(&folder, "/name.txt", &[]).await;
    assert_eq!(response.status(), 200);
    assert!(!response.headers().contains_key(header::ETAG));
    assert!(!response.headers().contains_key(header::LAST_MODIFIED));
}

#[tokio::test]
async fn what_is_no_file_below_the_folder_is_not_found() {
    let folder = folder();
    fs::create_dir(folder.path().join("sub")).expect("created");
    for path in [
        "/missing",
        "/sub",
        "/name.txt/x",
        "/%2e%2e/name.txt",
        "/..%2fname.txt",
        "/%00",
        "//etc/passwd",
    ] {
        let response = get(&folder, path, &[("if-none-match", "*")]).await;
        assert_eq!(response.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn files_answer_conditional_requests_and_ranges_as_the_rfc_says() {
    let folder = folder();
    let check = conditional_axum::testing::check(app(folder.path()), "/name.txt");
    check.missing("/nothing.txt").await.assert_passed();
}
