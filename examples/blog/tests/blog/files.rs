//! Downloads: whole, interrupted, resumed, and changed in between.

use std::fs::{self, File};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{Method, StatusCode, header};

use crate::support::{Answer, Ask, Blog};

const PATH: &str = "/files/notes.txt";
const OLD: &str = "abcdefghijklmnopqrstuvwxyz";
const NEW: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// 2 March 2026, nine o'clock.
const DATE: Duration = Duration::from_hours(492_345);
const DATE_TEXT: &str = "Mon, 02 Mar 2026 09:00:00 GMT";

fn write(blog: &Blog, text: &str, at: SystemTime) {
    let path = blog.folder.path().join("notes.txt");
    fs::write(&path, text).unwrap();
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(at)
        .unwrap();
}

async fn blog() -> Blog {
    let blog = Blog::open().await;
    write(&blog, OLD, UNIX_EPOCH + DATE);
    blog
}

fn second_half(blog: &Blog) -> Ask<'_> {
    blog.get(PATH).with(header::RANGE, "bytes=13-")
}

#[track_caller]
fn is_part(answer: Answer) {
    let answer = answer.is(StatusCode::PARTIAL_CONTENT);
    assert_eq!(answer.header(header::CONTENT_RANGE), "bytes 13-25/26");
    assert_eq!(answer.body, OLD.split_at(13).1);
    assert_ne!(answer.tag(), "");
}

#[track_caller]
fn is_whole(answer: Answer, text: &str) {
    let answer = answer.is(StatusCode::OK);
    assert_eq!(answer.headers.get(header::CONTENT_RANGE), None);
    assert_eq!(answer.body, text);
}

#[tokio::test]
async fn a_file_is_validated_by_length_and_time() {
    let blog = blog().await;
    let file = blog.get(PATH).send().await.is(StatusCode::OK);
    assert_eq!(file.body, OLD);
    assert_eq!(file.header(header::LAST_MODIFIED), DATE_TEXT);
    blog.get(PATH)
        .if_none_match(file.tag())
        .send()
        .await
        .not_modified();
    let by_date = blog.get(PATH).with(header::IF_MODIFIED_SINCE, DATE_TEXT);
    by_date.send().await.not_modified();
    let head = blog.ask(Method::HEAD, PATH).send().await.is(StatusCode::OK);
    assert_eq!(head.tag(), file.tag());
    write(&blog, NEW, UNIX_EPOCH + DATE + Duration::from_nanos(100));
    let changed = blog.get(PATH).if_none_match(file.tag()).send().await;
    is_whole(changed, NEW);
}

#[tokio::test]
async fn an_unchanged_file_is_resumed() {
    let blog = blog().await;
    let tag = blog.get(PATH).send().await.tag().to_owned();
    is_part(second_half(&blog).send().await);
    is_part(second_half(&blog).with(header::IF_RANGE, &tag).send().await);
    is_part(
        second_half(&blog)
            .with(header::IF_RANGE, DATE_TEXT)
            .send()
            .await,
    );
}

#[tokio::test]
async fn a_changed_file_is_sent_anew() {
    let blog = blog().await;
    let tag = blog.get(PATH).send().await.tag().to_owned();
    write(&blog, NEW, UNIX_EPOCH + DATE + Duration::from_mins(1));
    is_whole(
        second_half(&blog).with(header::IF_RANGE, &tag).send().await,
        NEW,
    );
    is_whole(
        second_half(&blog)
            .with(header::IF_RANGE, DATE_TEXT)
            .send()
            .await,
        NEW,
    );
    let weak = format!("W/{}", blog.get(PATH).send().await.tag());
    is_whole(
        second_half(&blog)
            .with(header::IF_RANGE, &weak)
            .send()
            .await,
        NEW,
    );
}

#[tokio::test]
async fn conditions_come_before_ranges() {
    let blog = blog().await;
    let tag = blog.get(PATH).send().await.tag().to_owned();
    second_half(&blog)
        .if_none_match(&tag)
        .send()
        .await
        .not_modified();
    let beyond = || blog.get(PATH).with(header::RANGE, "bytes=100-");
    beyond().if_none_match(&tag).send().await.not_modified();
    beyond().send().await.is(StatusCode::RANGE_NOT_SATISFIABLE);
}

#[tokio::test]
async fn only_what_lies_in_the_folder_is_served() {
    let blog = blog().await;
    fs::write(blog.folder.path().join(".hidden"), "secret").unwrap();
    fs::create_dir(blog.folder.path().join("below")).unwrap();
    for name in [
        "missing.txt",
        ".hidden",
        "below",
        "..",
        "..%2Fnotes.txt",
        "below%2F..%2Fnotes.txt",
    ] {
        blog.get(&format!("/files/{name}"))
            .send()
            .await
            .is(StatusCode::NOT_FOUND);
    }
}
