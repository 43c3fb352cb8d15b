//! Every rule about conditional requests, asked of every kind of page.

use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, SystemTime};

use axum::http::Method;
use serde_json::json;

use crate::support::Blog;

#[tokio::test]
async fn pages_answer_conditional_requests_as_the_rfc_says() {
    let blog = Blog::open().await;
    for path in ["/", "/blogs/2", "/entries/1", "/drafts"] {
        let check = blog.check(path).missing("/entries/999");
        check.await.assert_passed();
    }
}

#[tokio::test]
async fn feeds_and_assets_answer_conditional_requests_as_the_rfc_says() {
    let blog = Blog::open().await;
    for path in ["/feed", "/assets/style.css"] {
        blog.check(path).await.assert_passed();
    }
}

#[tokio::test]
async fn files_answer_conditional_requests_and_ranges_as_the_rfc_says() {
    let blog = Blog::open().await;
    let mut file = File::create(blog.folder.path().join("notes.txt")).unwrap();
    file.write_all(b"Some notes.").unwrap();
    let an_hour_ago = SystemTime::now() - Duration::from_hours(1);
    file.set_modified(an_hour_ago).unwrap();
    let check = blog.check("/files/notes.txt").missing("/files/nothing.txt");
    check.await.assert_passed();
}

#[tokio::test]
async fn the_api_reads_and_writes_as_the_rfc_says() {
    let blog = Blog::open().await;
    let body = |title| json!({ "title": title, "body": "Text.", "author": "a test" }).to_string();
    let check = blog
        .check("/api/entries/1")
        .write(Method::PUT, "application/json", [body("One"), body("Two")])
        .required()
        .missing("/api/entries/999")
        .create("/api/entries/77");
    check.await.assert_passed();
}

#[tokio::test]
async fn the_api_patches_as_the_rfc_says() {
    let blog = Blog::open().await;
    let body = |title| json!({ "title": title }).to_string();
    let check = blog
        .check("/api/entries/2")
        .write(
            Method::PATCH,
            "application/json",
            [body("One"), body("Two")],
        )
        .required();
    check.await.assert_passed();
}

#[tokio::test]
async fn the_list_answers_conditional_requests_as_the_rfc_says() {
    let blog = Blog::open().await;
    blog.check("/api/entries").await.assert_passed();
}
