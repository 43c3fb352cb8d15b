//! What GET answers.

use axum::http::{StatusCode, header};

use super::ENTRY;
use crate::support::{Blog, FIRST_PAGE};

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
