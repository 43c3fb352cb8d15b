//! What shared caches in front of the blog are told.

use axum::http::{HeaderName, Method, StatusCode};
use serde_json::json;

use crate::support::{Answer, Blog, FIRST_PAGE};

const GROUPS: HeaderName = HeaderName::from_static("cache-groups");
const CHANGED: HeaderName = HeaderName::from_static("cache-group-invalidation");
const FOR_NGINX: HeaderName = HeaderName::from_static("x-accel-expires");

#[tokio::test]
async fn a_page_names_its_group_with_and_without_content() {
    let blog = Blog::open().await;
    for (path, group) in [
        ("/", "\"blog-1\""),
        ("/blogs/2", "\"blog-2\""),
        ("/entries/1", "\"entry-1\""),
        ("/entries/1/history", "\"entry-1\""),
    ] {
        let answer = blog.get(path).send().await.is(StatusCode::OK);
        assert_eq!(answer.header(GROUPS), group, "{path}");
        assert_eq!(answer.header(FOR_NGINX), "@1", "{path}");
    }
    let answer = blog
        .get("/entries/1")
        .if_none_match(FIRST_PAGE)
        .send()
        .await;
    let answer = answer.not_modified();
    assert_eq!(answer.header(GROUPS), "\"entry-1\"");
    assert_eq!(answer.header(FOR_NGINX), "@1");
}

#[tokio::test]
async fn a_page_for_one_reader_belongs_to_no_group() {
    let blog = Blog::open().await;
    for path in ["/drafts", "/api/entries/1"] {
        let answer = blog.get(path).send().await.is(StatusCode::OK);
        assert_eq!(answer.header(GROUPS), "", "{path}");
        assert_eq!(answer.header(FOR_NGINX), "", "{path}");
    }
}

#[tokio::test]
async fn a_write_names_what_it_has_changed_and_a_refused_one_names_nothing() {
    let blog = Blog::open().await;
    let content = json!({"blog_id": 2, "title": "Moved", "body": "", "author": "me"});
    let put = blog.ask(Method::PUT, "/api/entries/1").if_match("\"1\"");
    let moved = put.json(&content).await.is(StatusCode::OK);
    named(&moved, &["\"entry-1\"", "\"blog-2\"", "\"blog-1\""]);
    let put = blog.ask(Method::PUT, "/api/entries/1").if_match("\"1\"");
    let other = json!({"title": "Late", "body": "", "author": "me"});
    let refused = put.json(&other).await.is(StatusCode::PRECONDITION_FAILED);
    named(&refused, &[]);
    let delete = blog.ask(Method::DELETE, "/api/entries/1");
    let deleted = delete.if_match("\"2\"").send().await;
    named(
        &deleted.is(StatusCode::NO_CONTENT),
        &["\"entry-1\"", "\"blog-2\""],
    );
    let new = blog.ask(Method::POST, "/api/entries").json(&other).await;
    named(&new.is(StatusCode::CREATED), &["\"blog-1\""]);
}

#[tokio::test]
async fn a_form_names_what_it_has_changed() {
    let blog = Blog::open().await;
    let fields = [
        ("title", "New"),
        ("body", ""),
        ("author", "me"),
        ("if_match", "\"1\""),
    ];
    let saved = blog.ask(Method::POST, "/entries/1").form(&fields).await;
    named(
        &saved.is(StatusCode::SEE_OTHER),
        &["\"entry-1\"", "\"blog-1\""],
    );
    let fields = [("if_match", "\"2\"")];
    let deleted = blog
        .ask(Method::POST, "/entries/1/delete")
        .form(&fields)
        .await;
    named(
        &deleted.is(StatusCode::SEE_OTHER),
        &["\"entry-1\"", "\"blog-1\""],
    );
}

#[track_caller]
fn named(answer: &Answer, groups: &[&str]) {
    let changed = answer.header(CHANGED);
    assert_eq!(changed.is_empty(), groups.is_empty(), "{answer:#?}");
    for group in groups {
        assert!(changed.contains(group), "{group} is missing in {changed:?}");
    }
}
