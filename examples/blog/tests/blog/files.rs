//! Downloads: whole, interrupted, resumed, and changed in between.

use std::fs::{self, File};
use std::path::Path;
use std::sync::mpsc::{self, TryRecvError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{Method, StatusCode, header};
use tokio::task::spawn_blocking;

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

#[tokio::test]
async fn a_name_that_no_disk_could_hold_is_the_name_of_no_file() {
    let blog = blog().await;
    let path = format!("/files/{}", "a".repeat(300));
    blog.get(&path).send().await.is(StatusCode::NOT_FOUND);
}

/// The next change could leave length and time as they are.
#[tokio::test]
async fn a_file_that_has_just_changed_has_no_validators_yet() {
    let blog = blog().await;
    write(&blog, NEW, SystemTime::now());
    let file = blog.get(PATH).send().await;
    is_whole(file, NEW);
    let file = blog.get(PATH).send().await;
    assert_eq!((file.tag(), file.header(header::LAST_MODIFIED)), ("", ""));
    let again = second_half(&blog).with(header::IF_RANGE, "\"any\"");
    is_whole(again.send().await, NEW);
}

/// A download in two parts, while another file is put in its place over and over.
#[tokio::test(flavor = "multi_thread")]
async fn no_resumed_download_is_spliced_while_the_file_is_being_replaced() {
    const DOWNLOADS: usize = 1_000;
    let blog = Blog::open().await;
    replace(blog.folder.path(), 0);
    let (stop, stopped) = mpsc::channel();
    let folder = blog.folder.path().to_owned();
    let replacing = spawn_blocking(move || {
        let mut count = 1;
        while stopped.try_recv() == Err(TryRecvError::Empty) {
            replace(&folder, count);
            count += 1;
        }
        count
    });
    for _ in 0..DOWNLOADS {
        is_resumed(&blog).await;
    }
    stop.send(()).unwrap();
    let replaced = replacing.await.unwrap();
    assert!(replaced > 10, "the file was replaced {replaced} times");
    assert!(is_resumed(&blog).await, "nobody replaces it any more");
}

/// Downloads the file in two parts, and says whether the second one was sent as a part; if it was not,
/// the whole came.
async fn is_resumed(blog: &Blog) -> bool {
    let first = blog.get(PATH).with(header::RANGE, "bytes=0-12");
    let first = first.send().await.is(StatusCode::PARTIAL_CONTENT);
    let rest = second_half(blog).with(header::IF_RANGE, first.tag());
    let rest = rest.send().await;
    let is_resumed = rest.status == StatusCode::PARTIAL_CONTENT;
    let whole = if is_resumed {
        assert_eq!(rest.tag(), first.tag());
        first.body + &rest.body
    } else {
        rest.is(StatusCode::OK).body
    };
    let letter = whole.get(..1).unwrap();
    assert_eq!(whole, letter.repeat(26), "two files in one");
    is_resumed
}

/// Replaces the file by one of the same length, but with another letter.
fn replace(folder: &Path, count: usize) {
    let letter = char::from(b'a' + u8::try_from(count % 26).unwrap());
    let new = folder.join("new");
    fs::write(&new, letter.to_string().repeat(26)).unwrap();
    let at = UNIX_EPOCH + DATE + Duration::from_millis(u64::try_from(count).unwrap());
    File::options()
        .write(true)
        .open(&new)
        .unwrap()
        .set_modified(at)
        .unwrap();
    fs::rename(new, folder.join("notes.txt")).unwrap();
}
