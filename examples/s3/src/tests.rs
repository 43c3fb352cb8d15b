//! Writes that happen, and writes that must not.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use bytes::Bytes;
use conditional_axum::ETag;
use tower::ServiceExt as _;

use super::app;

const KEY: &str = "/bucket/folder/key";

/// Status, fields and content of an answer.
struct Reply(StatusCode, HeaderMap, Bytes);

impl Reply {
    #[track_caller]
    fn is(&self, status: u16, content: &str) {
        assert_eq!((self.0.as_u16(), &self.2[..]), (status, content.as_bytes()));
    }

    /// An error as S3 tells it.
    #[track_caller]
    fn is_error(&self, status: u16, code: &str) {
        let Self(actual, fields, content) = self;
        assert_eq!(actual.as_u16(), status);
        assert_eq!(fields["content-type"], "application/xml");
        let start = format!("<Error><Code>{code}</Code><Message>");
        assert!(content.starts_with(start.as_bytes()), "{content:?}");
    }
}

async fn send(app: &Router, method: &str, fields: &[(&str, &str)], content: &str) -> Reply {
    send_to(app, KEY, method, fields, content).await
}

async fn send_to(
    app: &Router,
    uri: &str,
    method: &str,
    fields: &[(&str, &str)],
    content: &str,
) -> Reply {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(content.to_owned()));
    let Ok(response) = app.clone().oneshot(request.expect("a request")).await;
    let (parts, body) = response.into_parts();
    let content = to_bytes(body, 9999).await.expect("a body");
    Reply(parts.status, parts.headers, content)
}

async fn app_with(content: &str) -> Router {
    let app = app();
    send(&app, "PUT", &[], content).await.is(200, "");
    app
}

fn tag_of(content: &str) -> String {
    ETag::digest(content).to_string()
}

#[tokio::test]
async fn create_only_writes_once() {
    let app = app();
    let create = [("if-none-match", "*")];
    let created = send(&app, "PUT", &create, "one").await;
    created.is(200, "");
    assert_eq!(created.1["etag"], tag_of("one"));

    let again = send(&app, "PUT", &create, "two").await;
    again.is_error(412, "PreconditionFailed");
    assert_eq!(again.1["etag"], tag_of("one"));
    send(&app, "GET", &[], "").await.is(200, "one");
}

#[tokio::test]
async fn compare_and_swap_replaces_only_what_it_names_with_quotes_or_without() {
    let app = app_with("one").await;
    let (one, two) = (tag_of("one"), tag_of("two"));
    send(&app, "PUT", &[("if-match", &one)], "two")
        .await
        .is(200, "");

    for stale in [one.as_str(), one.trim_matches('"')] {
        let refused = send(&app, "PUT", &[("if-match", stale)], "three").await;
        refused.is_error(412, "PreconditionFailed");
        send(&app, "GET", &[], "").await.is(200, "two");
    }
    let bare = two.trim_matches('"');
    send(&app, "PUT", &[("if-match", bare)], "three")
        .await
        .is(200, "");
    send(&app, "GET", &[], "").await.is(200, "three");
}

#[tokio::test]
async fn compare_and_swap_creates_nothing() {
    let app = app();
    for tag in ["*", "\"7\""] {
        for method in ["PUT", "DELETE"] {
            let refused = send(&app, method, &[("if-match", tag)], "one").await;
            refused.is_error(404, "NoSuchKey");
        }
    }
    send(&app, "GET", &[], "").await.is_error(404, "NoSuchKey");
}

#[tokio::test]
async fn a_delete_deletes_only_what_it_names() {
    let app = app_with("one").await;
    let refused = send(&app, "DELETE", &[("if-match", "\"7\"")], "").await;
    refused.is_error(412, "PreconditionFailed");
    send(&app, "GET", &[], "").await.is(200, "one");

    let tag = tag_of("one");
    send(&app, "DELETE", &[("if-match", &tag)], "")
        .await
        .is(204, "");
    send(&app, "GET", &[], "").await.is_error(404, "NoSuchKey");
    send(&app, "DELETE", &[], "").await.is(204, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_writers_that_saw_one_object_one_writes() {
    let app = app_with("one").await;
    let writers = ["two", "three", "four", "five", "six", "seven"].map(|content| {
        let app = app.clone();
        let write = async move {
            send(&app, "PUT", &[("if-match", &tag_of("one"))], content)
                .await
                .0
        };
        (content, tokio::spawn(write))
    });
    let mut written = Vec::new();
    for (content, writer) in writers {
        match writer.await.expect("an answer").as_u16() {
            200 => written.push(content),
            status => assert!(matches!(status, 409 | 412), "{status}"),
        }
    }
    assert_eq!(written.len(), 1, "{written:?}");
    send(&app, "GET", &[], "").await.is(200, written[0]);
}

#[tokio::test]
async fn a_part_is_only_read_of_the_object_that_is_named() {
    let app = app_with("0123456789").await;
    let tag = tag_of("0123456789");
    for (range, told, content) in [
        ("bytes=2-5", "bytes 2-5/10", "2345"),
        ("bytes=7-", "bytes 7-9/10", "789"),
        ("bytes=-2", "bytes 8-9/10", "89"),
        ("bytes=8-99", "bytes 8-9/10", "89"),
    ] {
        let part = send(&app, "GET", &[("range", range), ("if-match", &tag)], "").await;
        part.is(206, content);
        assert_eq!(part.1["content-range"], told);
        assert_eq!(part.1["etag"], tag.as_str());
    }
    let several = [("range", "bytes=0-1,4-5")];
    send(&app, "GET", &several, "").await.is(200, "0123456789");
    let outside = [("range", "bytes=10-")];
    send(&app, "GET", &outside, "")
        .await
        .is_error(416, "InvalidRange");
    let stale = [("range", "bytes=2-5"), ("if-match", "\"7\"")];
    send(&app, "GET", &stale, "")
        .await
        .is_error(412, "PreconditionFailed");
    let resumed = [("range", "bytes=2-5"), ("if-range", "\"7\"")];
    send(&app, "GET", &resumed, "").await.is(200, "0123456789");
}

#[tokio::test]
async fn an_empty_object_has_no_part() {
    let app = app_with("").await;
    for range in ["bytes=0-", "bytes=-1", "bytes=0-0"] {
        let reply = send(&app, "GET", &[("range", range)], "").await;
        reply.is_error(416, "InvalidRange");
    }
}

#[tokio::test]
async fn what_would_be_stored_as_something_else_is_refused() {
    let app = app_with("one").await;
    let fields = [
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-copy-source", "/bucket/other"),
    ];
    for field in fields {
        let reply = send(&app, "PUT", &[field], "3\r\ntwo\r\n0\r\n\r\n").await;
        reply.is_error(501, "NotImplemented");
    }
    for query in ["acl", "tagging", "partNumber=1&uploadId=1"] {
        let reply = send_to(&app, &format!("{KEY}?{query}"), "PUT", &[], "two").await;
        reply.is_error(501, "NotImplemented");
    }
    send(&app, "GET", &[], "").await.is(200, "one");

    let named = send_to(&app, &format!("{KEY}?x-id=PutObject"), "PUT", &[], "two").await;
    named.is(200, "");
    send(&app, "GET", &[], "").await.is(200, "two");
}

#[tokio::test]
async fn objects_answer_conditional_requests_and_ranges_as_the_rfc_says() {
    let check = conditional_axum::testing::check(app_with("one").await, KEY)
        .write(Method::PUT, "text/plain", ["two", "three"])
        .without_waiting();
    check.await.assert_passed();
}
