//! The page that shows what each write changed.

use axum::http::StatusCode;

use super::blog;

#[tokio::test]
async fn a_long_history_comes_in_pages() {
    let blog = blog().await;
    for text in 0..60 {
        blog.somebody_writes(1, &format!("Text {text}.")).await;
    }
    let page = blog.get("/entries/1/history").send().await;
    let page = page
        .shows("Version 62")
        .shows("Version 13")
        .hides("Version 12");
    page.shows("href=\"/entries/1/history?before=13\"");
    let page = blog.get("/entries/1/history?before=13").send().await;
    page.shows("Version 12")
        .shows("Version 1<")
        .hides("Earlier");
}

#[tokio::test]
async fn the_history_shows_what_each_write_changed() {
    let blog = blog().await;
    blog.somebody_writes(1, "One.\n\nTwo, changed.\n\nThree.")
        .await;
    let page = blog
        .get("/entries/1/history")
        .send()
        .await
        .is(StatusCode::OK);
    assert_eq!(page.tag(), "\"3.test\"");
    page.shows("Version 3")
        .shows("<ins>Two, changed.</ins>")
        .shows("Version 1");
}
