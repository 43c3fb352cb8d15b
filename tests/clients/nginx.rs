//! nginx between a client and guarded handlers: what it makes of tags, and what becomes of them on the
//! way back.
//!
//! With `gzip on` nginx compresses what we sent plain, and makes a strong tag weak for it. As a cache
//! it asks us itself, with the tag that it was given.

use conditional_axum::CodingTagsLayer;
use conditional_tests::{NGINX, Proxied};

use crate::app::{App, PAGE, SHARED, TEXT, UNSHARED, write};

/// What nginx makes of our `"7"` when it compresses.
const WEAKENED: &str = "W/\"7\"";

const GZIP: (&str, &str) = ("accept-encoding", "gzip");

#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn nginx_makes_a_strong_tag_weak_where_it_compresses() {
    let app = App::new();
    let proxied = Proxied::start(&NGINX, app.plain());
    let plain = proxied.get(PAGE, &[]).await;
    plain.status(200).header("etag", "\"7\"").body(TEXT);
    let coded = proxied.get(PAGE, &[GZIP]).await;
    coded.status(200).header("etag", WEAKENED);
    coded.header("content-encoding", "gzip");
}

#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn the_weakened_tag_revalidates_without_any_layer() {
    let app = App::new();
    let proxied = Proxied::start(&NGINX, app.plain());
    revalidates(&app, &proxied).await;
}

#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn the_weakened_tag_revalidates_through_the_coding_tags_layer() {
    let app = App::new();
    let layered = app.plain().layer(CodingTagsLayer::new());
    let proxied = Proxied::start(&NGINX, layered);
    revalidates(&app, &proxied).await;
}

/// Reads a compressed copy, asks whether it is still good, and again after a change.
async fn revalidates(app: &App, proxied: &Proxied) {
    let read = proxied.get(PAGE, &[GZIP]).await;
    let tag = read.header("etag", WEAKENED).text_of("etag");
    let again = proxied.get(PAGE, &[GZIP, ("if-none-match", tag)]).await;
    again.status(304).without("content-encoding").body("");
    assert_eq!(app.rendered(), 1, "the handler ran for a 304");
    app.somebody_writes();
    let changed = proxied.get(PAGE, &[GZIP, ("if-none-match", tag)]).await;
    changed.status(200).header("etag", "W/\"8\"");
}

#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn a_write_with_the_weakened_tag_is_refused_without_any_layer() {
    let app = App::new();
    let proxied = Proxied::start(&NGINX, app.plain());
    refuses_the_weakened_tag(&app, &proxied).await;
}

#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn a_write_with_the_weakened_tag_is_refused_by_the_strict_layer() {
    let app = App::new();
    let layered = app.plain().layer(CodingTagsLayer::new());
    let proxied = Proxied::start(&NGINX, layered);
    refuses_the_weakened_tag(&app, &proxied).await;
}

/// `If-Match` compares strongly, so no weak tag ever holds; the strong one behind it does.
async fn refuses_the_weakened_tag(app: &App, proxied: &Proxied) {
    let read = proxied.get(PAGE, &[GZIP]).await;
    let tag = read.text_of("etag");
    let refused = write(proxied, &[("if-match", tag)]).await;
    refused
        .precondition_failed("If-Match")
        .header("etag", "\"7\"");
    assert_eq!(app.written(), 0, "the handler ran for a 412");
    write(proxied, &[("if-match", "\"7\"")]).await.status(204);
    assert_eq!(app.written(), 1);
}

#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn a_write_with_the_weakened_tag_holds_with_the_lenient_layer() {
    let app = App::new();
    let layered = app.plain().layer(CodingTagsLayer::new().lenient_if_match());
    let proxied = Proxied::start(&NGINX, layered);
    let read = proxied.get(PAGE, &[GZIP]).await;
    let tag = read.header("etag", WEAKENED).text_of("etag");
    write(&proxied, &[("if-match", tag)]).await.status(204);
    assert_eq!(app.written(), 1);
    let stale = write(&proxied, &[("if-match", tag)]).await;
    stale
        .precondition_failed("If-Match")
        .header("etag", "\"8\"");
    assert_eq!(app.written(), 1, "the handler ran for a 412");
}

#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn what_we_compress_ourselves_keeps_a_strong_tag_that_a_write_can_name() {
    let app = App::new();
    let layered = app.compressed().layer(CodingTagsLayer::new());
    let proxied = Proxied::start(&NGINX, layered);
    let read = proxied.get(PAGE, &[GZIP]).await;
    read.header("content-encoding", "gzip");
    let tag = read.header("etag", "\"7-gzip\"").text_of("etag");
    let again = proxied.get(PAGE, &[GZIP, ("if-none-match", tag)]).await;
    again.status(304).header("etag", tag).body("");
    write(&proxied, &[("if-match", tag)]).await.status(204);
    assert_eq!(app.written(), 1);
}

#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn the_cache_of_nginx_revalidates_and_gets_a_304_from_us() {
    let app = App::new();
    let proxied = Proxied::start(&NGINX, app.plain());
    let first = proxied.get(SHARED, &[]).await;
    first.status(200).header("x-cache", "MISS").body(TEXT);
    let second = proxied.get(SHARED, &[]).await;
    second.status(200).header("x-cache", "REVALIDATED");
    second.header("etag", "\"7\"").body(TEXT);
    assert_eq!(app.statuses(), [200, 304]);
    assert_eq!(app.rendered(), 1, "the handler ran for a 304");
    app.somebody_writes();
    let third = proxied.get(SHARED, &[]).await;
    third.status(200).header("x-cache", "EXPIRED");
    third.header("etag", "\"8\"").body(TEXT);
    assert_eq!(app.statuses(), [200, 304, 200]);
}

#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn a_client_of_the_cache_gets_its_own_304_for_the_weakened_tag() {
    let app = App::new();
    let layered = app.plain().layer(CodingTagsLayer::new());
    let proxied = Proxied::start(&NGINX, layered);
    let read = proxied.get(SHARED, &[GZIP]).await;
    let tag = read.header("etag", WEAKENED).text_of("etag");
    let again = proxied.get(SHARED, &[GZIP, ("if-none-match", tag)]).await;
    again.status(304).header("x-cache", "REVALIDATED").body("");
    assert_eq!(app.statuses(), [200, 304]);
    assert_eq!(app.rendered(), 1, "the handler ran for a 304");
}

/// To nginx `no-cache` means that no copy is kept; and where it caches at all, it asks us without
/// the client's conditions. So nothing is ever revalidated, and each request costs the whole page.
#[tokio::test]
#[ignore = "needs nginx: scripts/test-clients"]
async fn the_cache_of_nginx_keeps_no_copy_of_what_says_no_cache_and_hides_the_clients_tag() {
    let app = App::new();
    let proxied = Proxied::start(&NGINX, app.plain());
    let first = proxied.get(UNSHARED, &[]).await;
    first.status(200).header("cache-control", "no-cache");
    let again = proxied.get(UNSHARED, &[("if-none-match", "\"7\"")]).await;
    again.status(200).header("x-cache", "MISS");
    assert_eq!(app.statuses(), [200, 200]);
}
