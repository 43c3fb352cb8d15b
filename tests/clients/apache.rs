//! Apache httpd between a client and guarded handlers: `mod_deflate` appends `-gzip` to the tag of what
//! it compresses, and hands the tag that comes back through as it is.

use conditional_axum::CodingTagsLayer;
use conditional_tests::{APACHE, Proxied};

use crate::app::{App, PAGE, write};

const GZIP: (&str, &str) = ("accept-encoding", "gzip");

/// What Apache makes of our `"7"` when it compresses.
const SUFFIXED: &str = "\"7-gzip\"";

#[tokio::test]
#[ignore = "needs apache2: scripts/test-clients"]
async fn a_tag_with_the_suffix_revalidates_through_the_coding_tags_layer() {
    let app = App::new();
    let layered = app.plain().layer(CodingTagsLayer::new());
    let proxied = Proxied::start(&APACHE, layered);
    let read = proxied.get(PAGE, &[GZIP]).await;
    read.status(200).header("content-encoding", "gzip");
    let tag = read.header("etag", SUFFIXED).text_of("etag");
    let again = proxied.get(PAGE, &[GZIP, ("if-none-match", tag)]).await;
    again.status(304).without("content-encoding").body("");
    assert_eq!(app.rendered(), 1, "the handler ran for a 304");
}

#[tokio::test]
#[ignore = "needs apache2: scripts/test-clients"]
async fn a_write_with_the_suffix_is_refused_without_any_layer() {
    let app = App::new();
    let proxied = Proxied::start(&APACHE, app.plain());
    let read = proxied.get(PAGE, &[GZIP]).await;
    let tag = read.header("etag", SUFFIXED).text_of("etag");
    write(&proxied, &[("if-match", tag)]).await.status(412);
    assert_eq!(app.written(), 0, "the handler ran for a 412");
}

#[tokio::test]
#[ignore = "needs apache2: scripts/test-clients"]
async fn a_write_with_the_suffix_holds_with_the_lenient_layer() {
    let app = App::new();
    let layered = app.plain().layer(CodingTagsLayer::new().lenient_if_match());
    let proxied = Proxied::start(&APACHE, layered);
    let read = proxied.get(PAGE, &[GZIP]).await;
    let tag = read.header("etag", SUFFIXED).text_of("etag");
    write(&proxied, &[("if-match", tag)]).await.status(204);
    assert_eq!(app.written(), 1);
    write(&proxied, &[("if-match", tag)]).await.status(412);
    assert_eq!(app.written(), 1, "the handler ran for a 412");
}
