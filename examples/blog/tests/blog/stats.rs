//! The numbers of what was decided.

use axum::http::{StatusCode, header};

use crate::support::{Blog, FIRST_PAGE};

#[tokio::test]
async fn the_share_of_304_is_shown_for_each_route() {
    let blog = Blog::open().await;
    let empty = blog.get("/stats").send().await.is(StatusCode::OK);
    empty.shows("Nothing has been read yet.");
    blog.get("/entries/1").send().await.is(StatusCode::OK);
    for _ in 0..3 {
        let again = blog.get("/entries/1").if_none_match(FIRST_PAGE);
        again.send().await.not_modified();
    }
    let stats = blog.get("/stats").send().await.is(StatusCode::OK);
    assert_eq!(stats.header(header::CACHE_CONTROL), "no-store");
    stats
        .shows("<text x=\"0\" y=\"19\">/entries/{id}</text>")
        .shows("width=\"150.0\"")
        .shows("<td>1</td><td>3</td><td>75 %</td>")
        .hides("<script");
}

#[tokio::test]
async fn prometheus_reads_what_was_decided() {
    let blog = Blog::open().await;
    blog.get("/entries/1")
        .if_none_match(FIRST_PAGE)
        .send()
        .await
        .not_modified();
    let stale = blog.ask(axum::http::Method::PUT, "/api/entries/1");
    let stale = stale.if_match("\"0\"").broken().await;
    stale.is(StatusCode::PRECONDITION_FAILED);
    let metrics = blog.get("/metrics").send().await.is(StatusCode::OK);
    let media_type = metrics.header(header::CONTENT_TYPE);
    assert_eq!(media_type, "text/plain; version=0.0.4; charset=utf-8");
    metrics
        .shows("http_conditional_decisions_total{decision=\"not_modified\",field=\"If-None-Match\",http_route=\"/entries/{id}\"} 1\n")
        .shows("http_conditional_decisions_total{decision=\"precondition_failed\",field=\"If-Match\",http_route=\"/api/entries/{id}\"} 1\n")
        .shows("http_conditional_validator_seconds_count{http_route=\"/entries/{id}\"} 1\n");
}

#[tokio::test]
async fn each_blog_has_numbers_of_its_own() {
    let (one, other) = (Blog::open().await, Blog::open().await);
    one.get("/entries/1").send().await.is(StatusCode::OK);
    let stats = other.get("/stats").send().await.is(StatusCode::OK);
    stats.shows("Nothing has been read yet.");
}
