//! The comparison of two texts is bounded, and holds nobody else up.

use std::pin::pin;
use std::sync::mpsc;

use axum::http::{Method, StatusCode};
use tokio::runtime::Builder;

use super::{blog, save};

#[tokio::test]
async fn a_conflict_page_is_bounded_whatever_is_compared() {
    let blog = blog().await;
    blog.somebody_writes(1, &hostile("theirs")).await;
    let conflict = |text| {
        let ask = blog.ask(Method::POST, "/entries/1/conflict");
        save(ask, ("if_match", "\"2\""), "2", text)
    };
    let mine = hostile("mine");
    let page = conflict(&mine).await.is(StatusCode::OK);
    let page = page.shows("There is more than can be shown here.");
    let text = mine.len();
    assert!(page.body.len() < 500_000 + 2 * text, "{}", page.body.len());
    let longer = "x".repeat(500_000);
    conflict(&longer).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    let history = blog.get("/entries/1/history").send().await;
    assert!(history.body.len() < 500_000, "{}", history.body.len());
}

/// The one thread for such work has something else to do: whatever does not need it goes on.
#[test]
fn texts_are_compared_beside_the_thread_that_serves_all_others() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build()
        .unwrap();
    runtime.block_on(async {
        let blog = blog().await;
        blog.somebody_writes(1, "Theirs.").await;
        let (go_on, wait) = mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || wait.recv());
        let ask = blog.ask(Method::POST, "/entries/1/conflict");
        let mut conflict = pin!(save(ask, ("if_match", "\"2\""), "2", "Mine."));
        for _ in 0..50 {
            tokio::select! {
                biased;
                _ = &mut conflict => panic!("the texts were compared on the thread that serves"),
                page = blog.get("/entries/1").send() => page.is(StatusCode::OK),
            };
        }
        drop(go_on);
        conflict.await.is(StatusCode::OK).shows("Theirs.");
    });
}

/// Ten thousand lines, none of which is in the other text.
fn hostile(word: &str) -> String {
    let lines: Vec<String> = (0..10_000).map(|line| format!("{word} {line}")).collect();
    lines.join("\n")
}
