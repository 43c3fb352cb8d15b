//! A program that edits through the JSON API.

use axum::http::{Method, StatusCode, header};
use blog::store::WriteError;
use conditional_axum::{ConditionalField, Decision};
use serde_json::{Value, json};

use crate::support::{Answer, Blog, FIRST_DATE, FIRST_PAGE};

const ENTRY: &str = "/api/entries/1";

fn content() -> Value {
    json!({ "title": "New", "body": "Text.", "author": "a test" })
}

/// A refusal that says which field failed, and that came before any work.
#[track_caller]
fn refused(answer: Answer, field: ConditionalField) -> Answer {
    let answer = answer.is(StatusCode::PRECONDITION_FAILED);
    assert_eq!(
        answer.decision,
        Some(Decision::PreconditionFailed(field)),
        "{answer:#?}"
    );
    assert_eq!(
        answer.header(header::CONTENT_TYPE),
        "application/problem+json"
    );
    assert!(!answer.built, "{answer:#?}");
    answer.shows(field.as_str())
}

#[tokio::test]
async fn the_data_of_a_page_have_its_version_and_date() {
    let blog = Blog::open().await;
    let page = blog.get("/entries/1").send().await.is(StatusCode::OK);
    let data = blog.get(ENTRY).send().await.is(StatusCode::OK);
    assert_eq!((data.tag(), page.tag()), ("\"1\"", FIRST_PAGE));
    assert_eq!(
        data.header(header::LAST_MODIFIED),
        page.header(header::LAST_MODIFIED)
    );
    assert_eq!(data.json()["version"], 1);
    blog.get(ENTRY)
        .if_none_match(data.tag())
        .send()
        .await
        .not_modified();
}

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
async fn a_deleted_entry_goes_on_counting_when_it_comes_back() {
    let blog = Blog::open().await;
    let delete = blog
        .ask(Method::DELETE, ENTRY)
        .if_match("\"1\"")
        .send()
        .await;
    assert_eq!(delete.is(StatusCode::NO_CONTENT).tag(), "");
    blog.get(ENTRY)
        .if_none_match("\"1\"")
        .send()
        .await
        .is(StatusCode::NOT_FOUND);
    let again = blog
        .ask(Method::DELETE, ENTRY)
        .if_match("\"1\"")
        .send()
        .await;
    again.is(StatusCode::NOT_FOUND);
    let create = blog
        .ask(Method::PUT, ENTRY)
        .if_none_match("*")
        .json(&content())
        .await;
    assert_eq!(create.is(StatusCode::CREATED).tag(), "\"3\"");
    let another = json!({ "title": "Another", "body": "Text.", "author": "a test" });
    let stale = blog.ask(Method::PUT, ENTRY).if_match("\"1\"");
    let stale = stale.json(&another).await;
    refused(stale, ConditionalField::IfMatch);
    let actions: Vec<_> = blog
        .store
        .history(1)
        .await
        .unwrap()
        .into_iter()
        .map(|record| record.action)
        .collect();
    assert_eq!(actions, ["create", "delete", "create"]);
}

#[tokio::test]
async fn every_acknowledged_write_is_in_the_history() {
    let blog = Blog::open().await;
    for version in 1..=3 {
        let change = json!({ "title": "T", "body": format!("Text {version}"), "author": "a test" });
        let ask = blog
            .ask(Method::PUT, ENTRY)
            .if_match(&format!("\"{version}\""));
        ask.json(&change).await.is(StatusCode::OK);
        let ask = blog
            .ask(Method::PUT, ENTRY)
            .if_match(&format!("\"{version}\""));
        let another = json!({ "title": "T", "body": "Too late.", "author": "a test" });
        ask.json(&another).await.is(StatusCode::PRECONDITION_FAILED);
    }
    let history = blog.store.history(1).await.unwrap();
    let versions: Vec<_> = history.iter().map(|record| record.version).collect();
    assert_eq!(versions, [1, 2, 3, 4]);
    assert_eq!(history[3].body, "Text 3");
    assert_eq!(history[3].author.as_deref(), Some("a test"));
}

#[tokio::test]
async fn the_database_refuses_what_slips_in_after_the_check() {
    let blog = Blog::open().await;
    let checked = blog.entry(1).await;
    blog.somebody_writes(1, "Between check and write.").await;
    let change = serde_json::from_value(content()).unwrap();
    assert_eq!(blog.store.update(&checked, &change).await.unwrap(), None);
    assert!(!blog.store.delete(&checked).await.unwrap());
    assert_eq!(blog.store.create_at(1, &change).await.unwrap(), None);
    assert_eq!(blog.entry(1).await.body, "Between check and write.");
    assert_eq!(blog.writes(1).await, 2);
    assert_eq!(blog.store.blog_revision(1).await.unwrap(), Some(7));
}

#[tokio::test]
async fn of_many_writers_from_one_version_one_succeeds() {
    let blog = &Blog::open().await;
    let write = |title| async move {
        let change = json!({ "title": title, "body": "Text.", "author": "a test" });
        let put = blog.ask(Method::PUT, ENTRY).if_match("\"1\"");
        put.json(&change).await.status == StatusCode::OK
    };
    let outcomes = tokio::join!(write("a"), write("b"), write("c"), write("d"));
    let successes = [outcomes.0, outcomes.1, outcomes.2, outcomes.3];
    assert_eq!(successes.into_iter().filter(|&success| success).count(), 1);
    assert_eq!(blog.writes(1).await, 2);
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

#[tokio::test]
async fn the_list_changes_with_every_entry_in_it() {
    let blog = Blog::open().await;
    let list = blog.get("/api/entries").send().await.is(StatusCode::OK);
    assert_eq!(list.json().as_array().map(Vec::len), Some(6));
    assert_eq!(list.header(header::CACHE_CONTROL), "no-cache");
    let again = || blog.get("/api/entries").if_none_match(list.tag());
    again().send().await.not_modified();
    blog.somebody_writes(7, "In the other blog.").await;
    again().send().await.not_modified();
    let removed = blog.entry(2).await;
    blog.store.delete(&removed).await.unwrap();
    again().send().await.is(StatusCode::OK);
    blog.get("/api/entries?blog=9")
        .send()
        .await
        .is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_entry_can_be_added_to_the_list_that_was_seen() {
    let blog = Blog::open().await;
    let list = blog.get("/api/entries").send().await;
    let post = || blog.ask(Method::POST, "/api/entries").if_match(list.tag());
    let first = post().json(&content()).await.is(StatusCode::CREATED);
    assert_eq!(first.header(header::LOCATION), "/api/entries/9");
    let second = post().broken().await;
    refused(second, ConditionalField::IfMatch);
    let answer = blog
        .ask(Method::POST, "/api/entries")
        .json(&content())
        .await;
    assert_eq!(
        answer.is(StatusCode::CREATED).header(header::LOCATION),
        "/api/entries/10"
    );
}

/// The guard alone would let several of them through: it decides before the write begins.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_add_to_the_list_that_they_saw_one_succeeds() {
    let blog = &Blog::open().await;
    for _ in 0..40 {
        let list = blog.get("/api/entries").send().await;
        let add = || async {
            let post = blog.ask(Method::POST, "/api/entries").if_match(list.tag());
            post.json(&content()).await.status
        };
        let outcomes = tokio::join!(add(), add(), add(), add(), add(), add());
        let mut outcomes: [StatusCode; 6] = outcomes.into();
        outcomes.sort();
        let [created, refused @ ..] = outcomes;
        assert_eq!(created, StatusCode::CREATED);
        assert_eq!(refused, [StatusCode::PRECONDITION_FAILED; 5]);
    }
}

#[tokio::test]
async fn a_refusal_by_the_transaction_names_the_list_as_it_is() {
    let blog = Blog::open().await;
    let change = serde_json::from_value(content()).unwrap();
    let mut seen = None;
    let created = blog.store.create(&change, 1, |list| {
        seen = list.map(|list| list.revision);
        Ok::<(), WriteError>(())
    });
    assert_eq!(created.await.unwrap().id, 9);
    assert_eq!(seen, Some(6));
    let refused = blog
        .store
        .create(&change, 1, |_| Err(WriteError::NoSuchBlog(1)));
    assert!(refused.await.is_err());
    assert_eq!(blog.store.blog_revision(1).await.unwrap(), Some(7));
}

#[tokio::test]
async fn a_high_number_that_a_client_chose_does_not_take_the_next_ones_away() {
    let blog = Blog::open().await;
    for id in [1_000_000_000, 11, 10] {
        let put = blog.ask(Method::PUT, &format!("/api/entries/{id}"));
        let put = put.if_none_match("*").json(&content()).await;
        put.is(StatusCode::CREATED);
    }
    let form = blog.get("/new").send().await.is(StatusCode::OK);
    form.shows("action=\"/entries/9\"");
    let post = || blog.ask(Method::POST, "/api/entries");
    for location in ["/api/entries/9", "/api/entries/12"] {
        let created = post().json(&content()).await.is(StatusCode::CREATED);
        assert_eq!(created.header(header::LOCATION), location);
    }
}

#[tokio::test]
async fn the_number_of_a_deleted_entry_is_not_given_to_another_one() {
    let blog = Blog::open().await;
    let last = blog.entry(8).await;
    assert!(blog.store.delete(&last).await.unwrap());
    assert_eq!(blog.store.next_id().await.unwrap(), 9);
}

#[tokio::test]
async fn what_no_page_and_no_feed_can_show_is_refused() {
    let blog = Blog::open().await;
    let too_long = "x".repeat(200_001);
    for (title, author, body, complaint) in [
        ("A\u{1}B", "me", "", "control characters"),
        ("A\nB", "me", "", "control characters"),
        ("A", "me\u{7f}", "", "control characters"),
        ("A", "me", "a\u{0}b", "control characters"),
        ("A", "me", &*too_long, "200,000 octets"),
    ] {
        let change = json!({ "title": title, "author": author, "body": body });
        let put = blog.ask(Method::PUT, ENTRY).if_match("\"1\"");
        let answer = put.json(&change).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY).shows(complaint);
    }
    let fine = json!({ "title": "Ä 😀", "author": "me", "body": "a\tb\r\nc" });
    let put = blog.ask(Method::PUT, ENTRY).if_match("\"1\"");
    put.json(&fine).await.is(StatusCode::OK);
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
