//! What other sites must not do.

use axum::http::{StatusCode, header};

use super::{TEXT, blog, post, save};

#[tokio::test]
async fn another_site_cannot_write() {
    let blog = blog().await;
    let ask = post(&blog).with(header::ORIGIN, "https://elsewhere.example");
    let ask = ask.with(header::HOST, "127.0.0.1:3000");
    save(ask, ("if_match", "\"2\""), "2", "Theirs.")
        .await
        .is(StatusCode::FORBIDDEN);
    assert_eq!(blog.entry(1).await.body, TEXT);
}

/// A name that was given this server's address: the browser takes both for one site.
#[tokio::test]
async fn a_request_for_a_name_that_is_not_ours_is_refused() {
    let blog = blog().await;
    let ask = |host| {
        let ask = post(&blog).with(header::HOST, host);
        let ask = ask.with(header::ORIGIN, &format!("http://{host}"));
        save(ask, ("if_match", "\"2\""), "2", "Theirs.")
    };
    for foreign in ["elsewhere.example:3000", "elsewhere.example", "a b"] {
        let refused = ask(foreign).await.is(StatusCode::MISDIRECTED_REQUEST);
        refused.shows("--host");
    }
    assert_eq!(blog.entry(1).await.body, TEXT);
    let read = blog.get("/drafts").with(header::HOST, "elsewhere.example");
    read.send().await.is(StatusCode::MISDIRECTED_REQUEST);
    for ours in [
        "127.0.0.1:3000",
        "[::1]:3000",
        "localhost:3000",
        "blog.example",
    ] {
        let read = blog.get("/").with(header::HOST, ours).send().await;
        read.is(StatusCode::OK);
    }
}

#[tokio::test]
async fn no_other_site_can_put_a_page_into_a_frame() {
    let blog = blog().await;
    let page = blog.get("/entries/1/edit").send().await;
    let policy = page.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
}
