//! What is left of earlier writes, and of several at once.

use axum::http::{Method, StatusCode};
use conditional_axum::ConditionalField;
use serde_json::json;

use super::{ENTRY, content, refused};
use crate::support::Blog;

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
