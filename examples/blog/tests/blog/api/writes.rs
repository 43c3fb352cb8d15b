//! PUT, PATCH and DELETE of an entry, and which of them are refused.

use axum::http::{Method, StatusCode, header};
use conditional_axum::{ConditionalField, Decision};
use serde_json::json;

use super::{ENTRY, content, refused};
use crate::support::{Blog, FIRST_DATE};

#[tokio::test]
async fn what_get_answered_can_be_put_as_it_is() {
    let blog = Blog::open().await;
    let before = blog.get(ENTRY).send().await;
    let put = blog
        .ask(Method::PUT, ENTRY)
        .if_match(before.tag())
        .json(&before.json())
        .await;
    let put = put.is(StatusCode::OK);
    assert_eq!(put.tag(), "\"2\"");
    assert_eq!(put.header(header::CONTENT_LOCATION), ENTRY);
    assert_eq!(put.json()["body"], before.json()["body"]);
    assert_eq!(put.json()["published_at"], before.json()["published_at"]);
    let after = blog
        .get(ENTRY)
        .if_none_match(before.tag())
        .send()
        .await
        .is(StatusCode::OK);
    assert_eq!(after.tag(), put.tag());
    assert_eq!(after.json(), put.json());
}

#[tokio::test]
async fn a_write_over_an_old_version_changes_nothing() {
    let blog = Blog::open().await;
    blog.somebody_writes(1, "They were first.").await;
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        let stale = blog.ask(method.clone(), ENTRY).if_match("\"1\"");
        let answer = stale.broken().await;
        let answer = refused(answer, ConditionalField::IfMatch);
        assert_eq!(answer.tag(), "\"2\"", "{method} tells the current tag");
    }
    assert_eq!(blog.entry(1).await.body, "They were first.");
    assert_eq!(blog.writes(1).await, 2);
}

#[tokio::test]
async fn a_write_must_say_what_it_changes() {
    let blog = Blog::open().await;
    for (method, path) in [
        (Method::PUT, ENTRY),
        (Method::PATCH, ENTRY),
        (Method::DELETE, ENTRY),
        (Method::PUT, "/api/entries/99"),
    ] {
        let answer = blog.ask(method, path).broken().await;
        let answer = answer.is(StatusCode::PRECONDITION_REQUIRED);
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            "application/problem+json"
        );
        assert_eq!(answer.decision, Some(Decision::PreconditionRequired));
    }
    assert_eq!(blog.writes(1).await, 1);
}

#[tokio::test]
async fn a_weak_tag_is_not_enough_to_write() {
    let blog = Blog::open().await;
    let answer = blog
        .ask(Method::PUT, ENTRY)
        .if_match("W/\"1\"")
        .json(&content())
        .await;
    refused(answer, ConditionalField::IfMatch);
}

#[tokio::test]
async fn a_write_can_be_conditional_on_the_date() {
    let blog = Blog::open().await;
    let put = |date| {
        blog.ask(Method::PUT, ENTRY)
            .with(header::IF_UNMODIFIED_SINCE, date)
    };
    let first = json!({ "title": "First", "body": "Text.", "author": "a test" });
    put(FIRST_DATE).json(&first).await.is(StatusCode::OK);
    let answer = put(FIRST_DATE).json(&content()).await;
    refused(answer, ConditionalField::IfUnmodifiedSince);
    let answer = put("Mon, 01 Dec 1969 00:00:00 GMT").json(&content()).await;
    refused(answer, ConditionalField::IfUnmodifiedSince);
}

#[tokio::test]
async fn an_entry_is_created_exactly_once() {
    let blog = Blog::open().await;
    let create = || blog.ask(Method::PUT, "/api/entries/42").if_none_match("*");
    let first = create().json(&content()).await.is(StatusCode::CREATED);
    assert_eq!(first.tag(), "\"1\"");
    assert_eq!(first.json()["id"], 42);
    let another = json!({ "title": "Another", "body": "Text.", "author": "a test" });
    let second = create().json(&another).await;
    refused(second, ConditionalField::IfNoneMatch);
    assert_eq!(blog.writes(42).await, 1);
}

/// Its answer was lost, so the client sends it again (RFC 9110 §13.1.1).
#[tokio::test]
async fn a_write_that_is_in_place_already_is_no_conflict_with_itself() {
    let blog = Blog::open().await;
    let put = || blog.ask(Method::PUT, ENTRY).if_match("\"1\"");
    let patch = || blog.ask(Method::PATCH, ENTRY).if_match("\"2\"");
    let create = || blog.ask(Method::PUT, "/api/entries/42").if_none_match("*");
    let renamed = json!({ "title": "Renamed" });
    for (first, again, change, tag) in [
        (put(), put(), content(), "\"2\""),
        (patch(), patch(), renamed, "\"3\""),
        (create(), create(), content(), "\"1\""),
    ] {
        let first = first.json(&change).await;
        let again = again.json(&change).await.is(StatusCode::OK);
        assert_eq!((first.tag(), again.tag()), (tag, tag));
        assert_eq!(again.json(), first.json());
        let location = again.header(header::CONTENT_LOCATION);
        assert_eq!(location, first.header(header::CONTENT_LOCATION));
    }
    let late = put().json(&content()).await;
    refused(late, ConditionalField::IfMatch);
    assert_eq!((blog.writes(1).await, blog.writes(42).await), (3, 1));
}

#[tokio::test]
async fn nothing_can_be_changed_where_nothing_is() {
    let blog = Blog::open().await;
    for condition in [header::IF_MATCH, header::IF_NONE_MATCH] {
        for (method, value) in [(Method::PATCH, "*"), (Method::DELETE, "\"1\"")] {
            let ask = blog.ask(method, "/api/entries/99");
            let answer = ask.with(condition.clone(), value).broken().await;
            answer.is(StatusCode::NOT_FOUND);
        }
    }
    for tag in ["*", "\"1\""] {
        let put = blog.ask(Method::PUT, "/api/entries/99").if_match(tag);
        refused(put.broken().await, ConditionalField::IfMatch);
    }
}

#[tokio::test]
async fn a_patch_changes_what_it_names() {
    let blog = Blog::open().await;
    let before = blog.entry(1).await;
    let patch = json!({ "title": "Renamed", "published_at": null });
    let answer = blog
        .ask(Method::PATCH, ENTRY)
        .if_match("\"1\"")
        .json(&patch)
        .await;
    assert_eq!(answer.is(StatusCode::OK).tag(), "\"2\"");
    let after = blog.entry(1).await;
    assert_eq!(
        (after.title.as_str(), after.published_at),
        ("Renamed", None)
    );
    assert_eq!((after.body, after.author), (before.body, before.author));
    let patch = json!({ "titel": "Misspelt" });
    let answer = blog
        .ask(Method::PATCH, ENTRY)
        .if_match("\"2\"")
        .json(&patch)
        .await;
    answer.is(StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_change_that_makes_no_sense_is_explained() {
    let blog = Blog::open().await;
    let put = || blog.ask(Method::PUT, ENTRY).if_match("\"1\"");
    let nameless = json!({ "title": " ", "body": "", "author": "a test" });
    put()
        .json(&nameless)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows("needs a title");
    let nowhere = json!({ "blog_id": 9, "title": "T", "body": "", "author": "a test" });
    put()
        .json(&nowhere)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows("no blog 9");
    let cut = put()
        .text("application/json", "{".to_owned())
        .await
        .is(StatusCode::BAD_REQUEST);
    assert_eq!(cut.header(header::CONTENT_TYPE), "application/problem+json");
    for id in [i64::MIN, -1, 0, 1_000_000_001, i64::MAX] {
        let ask = blog
            .ask(Method::PUT, &format!("/api/entries/{id}"))
            .if_none_match("*");
        ask.json(&content())
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(blog.writes(1).await, 1);
}

/// `*` means any version, so no writer is in the way of another.
#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_names_no_version_is_not_refused_for_one() {
    let blog = &Blog::open().await;
    for round in 0..20 {
        let patch = |title| {
            let patch = blog.ask(Method::PATCH, ENTRY).if_match("*");
            let title = format!("{title} {round}");
            async move { patch.json(&json!({ "title": title })).await.status }
        };
        let statuses = tokio::join!(patch("a"), patch("b"), patch("c"), patch("d"));
        let ok = StatusCode::OK;
        assert_eq!(statuses, (ok, ok, ok, ok));
    }
    assert_eq!(blog.writes(1).await, 81);
}
