//! What layers add: tags by hash, lifetimes, and tags that survive compression.

use axum::http::{Method, StatusCode, header};
use serde_json::json;

use crate::support::{Answer, Ask, Blog, FIRST_PAGE};

fn read_as<'a>(blog: &'a Blog, path: &str, coding: &str) -> Ask<'a> {
    blog.get(path).with(header::ACCEPT_ENCODING, coding)
}

#[track_caller]
fn is_hash(tag: &str) {
    let digits = tag
        .strip_prefix("W/\"")
        .and_then(|rest| rest.strip_suffix('"'));
    let digits = digits.unwrap_or_else(|| panic!("{tag} is not weak"));
    assert_eq!(digits.len(), 32, "{tag}");
}

async fn revalidates(ask: Ask<'_>, first: &Answer) {
    let again = ask.if_none_match(first.tag()).send().await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{again:#?}");
    assert_eq!(again.body, "");
    assert_eq!(
        again.headers.get(header::CONTENT_ENCODING),
        None,
        "{again:#?}"
    );
    for name in [header::ETAG, header::CACHE_CONTROL, header::VARY] {
        assert_eq!(again.headers.get(&name), first.headers.get(&name), "{name}");
    }
}

#[tokio::test]
async fn the_feed_is_told_apart_by_its_bytes() {
    let blog = Blog::open().await;
    let feed = blog.get("/feed").send().await.is(StatusCode::OK);
    is_hash(feed.tag());
    assert_eq!(feed.header(header::CACHE_CONTROL), "public, max-age=300");
    assert_eq!(feed.body.matches("<entry>").count(), 6);
    let head = blog.ask(Method::HEAD, "/feed").send().await;
    assert_eq!(head.tag(), feed.tag());
    revalidates(blog.get("/feed"), &feed).await;
    let other = Blog::open()
        .await
        .get("/feed")
        .send()
        .await
        .tag()
        .to_owned();
    assert_eq!(other, feed.tag(), "a second process would make another tag");
    blog.somebody_writes(1, "New in the feed.").await;
    let ask = blog.get("/feed").if_none_match(feed.tag());
    ask.send()
        .await
        .is(StatusCode::OK)
        .shows("New in the feed.");
    blog.get("/blogs/3/feed")
        .send()
        .await
        .is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn assets_may_be_kept_for_an_hour() {
    let blog = Blog::open().await;
    for path in ["/assets/style.css", "/assets/edit.js", "/assets/icon.svg"] {
        let file = blog.get(path).send().await.is(StatusCode::OK);
        is_hash(file.tag());
        assert_eq!(file.header(header::CACHE_CONTROL), "public, max-age=3600");
        revalidates(blog.get(path), &file).await;
    }
}

#[tokio::test]
async fn each_coding_of_a_page_has_a_tag_of_its_own() {
    let blog = Blog::open().await;
    for (coding, tag) in [
        ("identity", FIRST_PAGE),
        ("gzip", "\"1.test-gzip\""),
        ("br", "\"1.test-br\""),
    ] {
        let page = read_as(&blog, "/entries/1", coding)
            .send()
            .await
            .is(StatusCode::OK);
        assert_eq!(page.tag(), tag);
        assert!(
            page.header(header::VARY).contains("accept-encoding"),
            "{page:#?}"
        );
        revalidates(read_as(&blog, "/entries/1", coding), &page).await;
        let guarded = read_as(&blog, "/entries/1", coding).if_none_match(tag);
        assert!(
            !guarded.send().await.built,
            "the {coding} page was rendered"
        );
    }
}

#[tokio::test]
async fn a_client_that_read_a_compressed_copy_can_write() {
    let blog = Blog::open().await;
    let path = "/api/entries/1";
    let copy = read_as(&blog, path, "gzip").send().await.is(StatusCode::OK);
    assert_eq!(copy.tag(), "\"1-gzip\"");
    let patch = || blog.ask(Method::PATCH, path).if_match(copy.tag());
    patch()
        .json(&json!({ "title": "Renamed" }))
        .await
        .is(StatusCode::OK);
    patch()
        .json(&json!({ "title": "Again" }))
        .await
        .is(StatusCode::PRECONDITION_FAILED);
    assert_eq!(blog.entry(1).await.title, "Renamed");
}
