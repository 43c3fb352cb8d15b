//! Somebody who reads, and comes back later.

use axum::http::{Method, StatusCode, header};
use blog::build::Build;
use chrono::DateTime;
use conditional_axum::{ConditionalField, Decision};
use serde_json::json;

use crate::support::{BUILD, Blog, FIRST_DATE, FIRST_PAGE};

#[tokio::test]
async fn an_entry_page_carries_both_validators() {
    let blog = Blog::open().await;
    let page = blog.get("/entries/1").send().await.is(StatusCode::OK);
    assert_eq!(page.tag(), FIRST_PAGE);
    assert_eq!(page.header(header::LAST_MODIFIED), FIRST_DATE);
    assert_eq!(page.header(header::CACHE_CONTROL), "no-cache");
    assert!(page.built);
    page.shows("<h1>What the client already has</h1>")
        .shows("<strong>validator</strong>");
}

#[tokio::test]
async fn a_page_with_the_same_tag_is_not_rendered_again() {
    let blog = Blog::open().await;
    let answer = blog
        .get("/entries/1")
        .if_none_match(FIRST_PAGE)
        .send()
        .await
        .not_modified();
    assert_eq!(answer.tag(), FIRST_PAGE);
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-cache");
    let expected = Decision::NotModified(ConditionalField::IfNoneMatch);
    assert_eq!(answer.decision, Some(expected));
}

#[tokio::test]
async fn a_page_with_the_same_date_is_not_rendered_again() {
    let blog = Blog::open().await;
    let ask = blog
        .get("/entries/1")
        .with(header::IF_MODIFIED_SINCE, FIRST_DATE);
    let answer = ask.send().await.not_modified();
    let expected = Decision::NotModified(ConditionalField::IfModifiedSince);
    assert_eq!(answer.decision, Some(expected));
}

#[tokio::test]
async fn weak_tags_and_further_lines_count() {
    let blog = Blog::open().await;
    let ask = blog
        .get("/entries/1")
        .if_none_match("\"a,b\", \"x\"")
        .if_none_match(&format!("W/{FIRST_PAGE}"));
    ask.send().await.not_modified();
}

#[tokio::test]
async fn another_tag_beats_the_right_date() {
    let blog = Blog::open().await;
    let ask = blog
        .get("/entries/1")
        .with(header::IF_MODIFIED_SINCE, FIRST_DATE);
    let page = ask.if_none_match("\"0\"").send().await.is(StatusCode::OK);
    assert!(page.built);
}

#[tokio::test]
async fn a_date_that_is_none_is_ignored() {
    let blog = Blog::open().await;
    let ask = blog
        .get("/entries/1")
        .with(header::IF_MODIFIED_SINCE, "yesterday");
    ask.send().await.is(StatusCode::OK);
}

#[tokio::test]
async fn head_has_the_headers_of_get() {
    let blog = Blog::open().await;
    let get = blog.get("/entries/2").send().await;
    let head = blog
        .ask(Method::HEAD, "/entries/2")
        .send()
        .await
        .is(StatusCode::OK);
    assert_eq!(head.body, "");
    assert_eq!(head.tag(), get.tag());
    assert_eq!(
        head.header(header::LAST_MODIFIED),
        get.header(header::LAST_MODIFIED)
    );
    let ask = blog
        .ask(Method::HEAD, "/entries/2")
        .if_none_match(get.tag());
    ask.send().await.not_modified();
}

#[tokio::test]
async fn a_changed_entry_is_sent_in_full() {
    let blog = Blog::open().await;
    blog.somebody_writes(1, "Quite new.").await;
    let page = blog
        .get("/entries/1")
        .if_none_match(FIRST_PAGE)
        .send()
        .await
        .is(StatusCode::OK);
    assert_eq!(page.tag(), "\"2.test\"");
    page.shows("Quite new.");
}

#[tokio::test]
async fn the_front_page_knows_its_latest_change() {
    let blog = Blog::open().await;
    let page = blog
        .get("/")
        .send()
        .await
        .is(StatusCode::OK)
        .shows("Deletions have no date");
    let date = page.header(header::LAST_MODIFIED);
    assert_eq!(date, "Mon, 06 Apr 2026 09:00:00 GMT");
    blog.get("/")
        .with(header::IF_MODIFIED_SINCE, date)
        .send()
        .await
        .not_modified();
}

#[tokio::test]
async fn every_blog_has_a_front_page_with_a_date_of_its_own() {
    let blog = Blog::open().await;
    let page = blog
        .get("/blogs/2")
        .send()
        .await
        .is(StatusCode::OK)
        .shows("Margin Notes");
    assert_eq!(
        page.header(header::LAST_MODIFIED),
        "Mon, 20 Apr 2026 09:00:00 GMT"
    );
    let date = "Mon, 20 Apr 2026 09:00:00 GMT";
    blog.somebody_writes(1, "In the other blog.").await;
    let ask = blog.get("/blogs/2").with(header::IF_MODIFIED_SINCE, date);
    ask.send().await.not_modified();
    blog.get("/blogs/3").send().await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_front_page_notices_a_deletion() {
    let blog = Blog::open().await;
    let date = "Mon, 06 Apr 2026 09:00:00 GMT";
    let latest = blog.entry(6).await;
    assert!(blog.store.delete(&latest).await.unwrap());
    let ask = blog.get("/").with(header::IF_MODIFIED_SINCE, date);
    ask.send()
        .await
        .is(StatusCode::OK)
        .hides("Deletions have no date");
}

#[tokio::test]
async fn a_date_of_the_current_second_is_not_promised() {
    let blog = Blog::open().await;
    blog.somebody_writes(1, "First change of this second.")
        .await;
    let page = blog.get("/").send().await.is(StatusCode::OK);
    // A second change could follow within the same second and carry the same date.
    let promised = page.header(header::LAST_MODIFIED).to_owned();
    blog.somebody_writes(1, "Second change of this second.")
        .await;
    let ask = blog.get("/").with(header::IF_MODIFIED_SINCE, &promised);
    ask.send().await.is(StatusCode::OK).shows("Second change");
}

#[tokio::test]
async fn what_is_missing_is_missing_whatever_the_condition() {
    let blog = Blog::open().await;
    for (name, value) in [
        (header::IF_NONE_MATCH, "\"1\""),
        (header::IF_MATCH, "\"1\""),
    ] {
        let page = blog.get("/entries/99").with(name, value).send().await;
        page.is(StatusCode::NOT_FOUND).shows("<h1>Not Found</h1>");
    }
    blog.get("/nowhere")
        .send()
        .await
        .is(StatusCode::NOT_FOUND)
        .shows("<h1>Not Found</h1>");
}

#[tokio::test]
async fn the_other_pages_revalidate_too() {
    let blog = Blog::open().await;
    for path in [
        "/about",
        "/entries/1/edit",
        "/entries/1/history",
        "/api/entries",
    ] {
        let page = blog.get(path).send().await.is(StatusCode::OK);
        assert_ne!(page.tag(), "", "{path} has no tag");
        blog.get(path)
            .if_none_match(page.tag())
            .send()
            .await
            .not_modified();
    }
}

#[tokio::test]
async fn a_not_modified_keeps_the_headers_of_the_outer_layers() {
    let blog = Blog::open().await;
    let answer = blog
        .get("/entries/1")
        .if_none_match("*")
        .send()
        .await
        .not_modified();
    let policy = answer.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.starts_with("default-src 'self'"), "{policy}");
}

#[tokio::test]
async fn the_drafts_are_for_no_shared_cache() {
    let blog = Blog::open().await;
    let page = blog
        .get("/drafts")
        .send()
        .await
        .is(StatusCode::OK)
        .shows("There are none");
    assert_eq!(page.header(header::CACHE_CONTROL), "private, no-cache");
    let again = || blog.get("/drafts").if_none_match(page.tag());
    let answer = again().send().await.not_modified();
    assert_eq!(answer.header(header::CACHE_CONTROL), "private, no-cache");
    let entry = blog.entry(8).await;
    let draft = json!({ "title": "Not yet", "body": "…", "author": "a test", "blog_id": 2 });
    let draft = serde_json::from_value(draft).unwrap();
    blog.store.update(&entry, &draft).await.unwrap().unwrap();
    again().send().await.is(StatusCode::OK).shows("Not yet");
    blog.get("/blogs/2")
        .send()
        .await
        .is(StatusCode::OK)
        .hides("Not yet");
}

#[tokio::test]
async fn a_new_build_of_the_program_makes_every_page_new() {
    let blog = Blog::open().await;
    let paths = [
        "/about",
        "/drafts",
        "/entries/1",
        "/entries/1/edit",
        "/entries/1/delete",
        "/entries/1/history",
    ];
    let mut tags = Vec::new();
    for path in paths {
        let page = blog.get(path).send().await.is(StatusCode::OK);
        tags.push(page.tag().to_owned());
    }
    let data = blog.get("/api/entries/1").send().await.tag().to_owned();
    let front = blog.get("/").send().await;
    let front_date = front.header(header::LAST_MODIFIED);
    let date = DateTime::parse_from_rfc3339("2026-05-01T12:00:00Z").unwrap();
    let blog = blog.rebuilt(Build {
        id: "another",
        date: date.to_utc(),
    });
    for (path, tag) in paths.into_iter().zip(tags) {
        let page = blog.get(path).if_none_match(&tag).send().await;
        page.is(StatusCode::OK);
    }
    for (path, date) in [("/", front_date), ("/entries/1", FIRST_DATE)] {
        let page = blog.get(path).with(header::IF_MODIFIED_SINCE, date);
        let page = page.send().await.is(StatusCode::OK);
        let date = page.header(header::LAST_MODIFIED);
        assert_eq!(date, "Fri, 01 May 2026 12:00:00 GMT");
    }
    let unchanged = blog.get("/api/entries/1").if_none_match(&data);
    unchanged.send().await.not_modified();
    assert_ne!(Build::THIS.id, BUILD.id);
}

#[tokio::test]
async fn no_cache_guesses_how_long_the_form_for_a_new_entry_is_good() {
    let blog = Blog::open().await;
    let form = blog.get("/new").send().await.is(StatusCode::OK);
    assert_eq!(form.header(header::CACHE_CONTROL), "no-cache");
}

#[tokio::test]
async fn the_navigation_says_which_page_this_is() {
    let blog = Blog::open().await;
    for path in ["/", "/blogs/2", "/drafts", "/new", "/about"] {
        let page = blog.get(path).send().await.is(StatusCode::OK);
        let current = format!("<a href=\"{path}\" aria-current=\"page\">");
        let page = page.shows(&current);
        assert_eq!(page.body.matches("aria-current").count(), 1, "{path}");
    }
    for path in ["/entries/1", "/entries/1/edit", "/nowhere"] {
        blog.get(path).send().await.hides("aria-current");
    }
}
