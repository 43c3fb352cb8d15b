//! POST to the list, and the numbers that it gives.

use axum::http::{Method, StatusCode, header};
use blog::store::WriteError;
use conditional_axum::ConditionalField;
use serde_json::json;

use super::{ENTRY, content, refused};
use crate::support::Blog;

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
