//! Two people who edit, with scripts and without.

use axum::http::{Method, StatusCode, header};
use blog::entry::Entry;
use serde_json::json;

use super::{TEXT, blog, post, save};

#[tokio::test]
async fn the_form_knows_which_version_it_was_opened_for() {
    let blog = blog().await;
    let form = blog.get("/entries/1/edit").send().await.is(StatusCode::OK);
    assert_eq!(form.tag(), "\"2.test\"");
    let form = form.shows("name=\"if_match\" value=\"&#34;2&#34;\"");
    form.shows("name=\"base\" value=\"2\"").shows("Two.");
}

#[tokio::test]
async fn a_form_is_saved_over_the_version_it_was_opened_for() {
    let blog = blog().await;
    let saved = save(post(&blog), ("if_match", "\"2\""), "2", "Mine.").await;
    assert_eq!(
        saved.is(StatusCode::SEE_OTHER).header(header::LOCATION),
        "/entries/1"
    );
    let Entry {
        body,
        version,
        published_at,
        ..
    } = blog.entry(1).await;
    assert_eq!((body.as_str(), version), ("Mine.", 3));
    assert!(published_at.is_some_and(|at| at.to_rfc3339().starts_with("2026-03-02")));
}

#[tokio::test]
async fn the_second_of_two_tabs_sees_what_the_first_one_changed() {
    let blog = blog().await;
    blog.somebody_writes(1, "One.\n\nTwo, theirs.\n\nThree.")
        .await;
    let answer = save(
        post(&blog),
        ("if_match", "\"2\""),
        "2",
        "One.\n\nTwo, mine.\n\nThree.",
    )
    .await;
    let page = answer.is(StatusCode::PRECONDITION_FAILED);
    assert_eq!(page.tag(), "\"3.test\"");
    let page = page
        .shows("Version 3: changed by somebody else")
        .shows("<del>Two");
    let page = page
        .shows("<ins>Two, theirs.</ins>")
        .shows("<mark>mine.</mark>");
    page.shows("name=\"if_match\" value=\"&#34;3&#34;\"")
        .shows("touch the same lines");
    assert_eq!(blog.entry(1).await.version, 3);
    let merged = "One.\n\nTwo, ours.\n\nThree.";
    save(post(&blog), ("if_match", "\"3\""), "3", merged)
        .await
        .is(StatusCode::SEE_OTHER);
    assert_eq!(blog.entry(1).await.body, merged);
}

#[tokio::test]
async fn changes_in_different_places_are_put_together() {
    let blog = blog().await;
    blog.somebody_writes(1, "One, theirs.\n\nTwo.\n\nThree.")
        .await;
    let answer = save(
        post(&blog),
        ("if_match", "\"2\""),
        "2",
        "One.\n\nTwo.\n\nThree, mine.",
    )
    .await;
    let page = answer
        .is(StatusCode::PRECONDITION_FAILED)
        .shows("in different places");
    page.shows("One, theirs.\n\nTwo.\n\nThree, mine.</textarea>");
}

#[tokio::test]
async fn a_script_is_refused_whatever_its_text_and_asks_for_the_comparison() {
    let blog = blog().await;
    blog.somebody_writes(1, "One.\n\nTwo, theirs.\n\nThree.")
        .await;
    let ask = blog.ask(Method::PUT, "/entries/1").if_match("\"2\"");
    let answer = ask.broken().await;
    let answer = answer
        .is(StatusCode::PRECONDITION_FAILED)
        .shows("<h1>Precondition Failed</h1>");
    assert_eq!(answer.tag(), "\"3.test\"");
    let ask = blog.ask(Method::POST, "/entries/1/conflict");
    let page = save(
        ask,
        ("if_match", "\"2\""),
        "2",
        "One.\n\nTwo, mine.\n\nThree.",
    )
    .await;
    page.is(StatusCode::OK)
        .shows("<ins>Two, theirs.</ins>")
        .shows("Two, mine.");
    assert_eq!(blog.entry(1).await.version, 3);
}

#[tokio::test]
async fn a_script_saves_with_put_and_deletes_with_delete() {
    let blog = blog().await;
    let ask = blog.ask(Method::PUT, "/entries/1").if_match("\"2\"");
    let saved = save(ask, ("if_match", "\"2\""), "2", "Mine.")
        .await
        .is(StatusCode::OK);
    // What the form's fields say from now on, should the person come back to it.
    let fields = json!({ "if_match": "\"3\"", "if_none_match": "", "base": 3 });
    assert_eq!(saved.json(), fields);
    assert_eq!(saved.tag(), "");
    assert_eq!(blog.entry(1).await.body, "Mine.");
    let ask = blog.ask(Method::DELETE, "/entries/1").if_match("\"3\"");
    ask.send().await.is(StatusCode::NO_CONTENT);
    blog.get("/entries/1")
        .send()
        .await
        .is(StatusCode::NOT_FOUND);
}

/// The tag that came with the page is as good as the one in its form.
#[tokio::test]
async fn the_tag_of_a_page_names_the_version_that_is_written_over() {
    let blog = blog().await;
    let page = blog.get("/entries/1").send().await;
    let put = || blog.ask(Method::PUT, "/entries/1").if_match(page.tag());
    let saved = save(put(), ("if_none_match", ""), "2", "Mine.").await;
    saved.is(StatusCode::OK);
    let refused = save(put(), ("if_none_match", ""), "2", "Again.").await;
    refused.is(StatusCode::PRECONDITION_FAILED);
    assert_eq!(blog.entry(1).await.body, "Mine.");
}

#[tokio::test]
async fn a_form_without_a_condition_is_refused() {
    let blog = blog().await;
    let answer = post(&blog)
        .form(&[("title", "T"), ("author", "me"), ("body", "B")])
        .await;
    answer
        .is(StatusCode::PRECONDITION_REQUIRED)
        .shows("<h1>Precondition Required</h1>");
    assert_eq!(blog.entry(1).await.body, TEXT);
}

#[tokio::test]
async fn a_deletion_is_for_the_version_that_was_seen() {
    let blog = blog().await;
    blog.somebody_writes(1, "Not this one.").await;
    let blog = &blog;
    let delete = |tag| async move {
        let fields = [("if_match", tag), ("base", "2"), ("delete", "yes")];
        blog.ask(Method::POST, "/entries/1/delete")
            .form(&fields)
            .await
    };
    let page = delete("\"2\"").await.is(StatusCode::PRECONDITION_FAILED);
    page.shows("it was not deleted")
        .shows("<ins>Not this one.")
        .shows("Delete version 3");
    let done = delete("\"3\"").await.is(StatusCode::SEE_OTHER);
    assert_eq!(done.header(header::LOCATION), "/blogs/1");
}

#[tokio::test]
async fn what_was_typed_survives_a_deletion_by_somebody_else() {
    let blog = blog().await;
    let entry = blog.entry(1).await;
    assert!(blog.store.delete(&entry).await.unwrap());
    let answer = save(post(&blog), ("if_match", "\"2\""), "2", "Long work.").await;
    let page = answer
        .is(StatusCode::PRECONDITION_FAILED)
        .shows("has been deleted");
    page.shows("Long work.")
        .shows("name=\"if_none_match\" value=\"*\"");
    save(post(&blog), ("if_none_match", "*"), "", "Long work.")
        .await
        .is(StatusCode::SEE_OTHER);
    assert_eq!(blog.entry(1).await.version, 4);
}

#[tokio::test]
async fn a_new_entry_is_created_once_however_often_the_button_is_pressed() {
    let blog = blog().await;
    let form = blog.get("/new").send().await.is(StatusCode::OK);
    let form = form
        .shows("action=\"/entries/9\"")
        .shows("name=\"if_none_match\" value=\"*\"");
    assert_eq!(form.tag(), "");
    let create = |text| {
        let ask = blog.ask(Method::POST, "/entries/9");
        save(ask, ("if_none_match", "*"), "", text)
    };
    for _ in 0..2 {
        let created = create("New.").await.is(StatusCode::SEE_OTHER);
        assert_eq!(created.header(header::LOCATION), "/entries/9");
    }
    let page = create("Newer.").await.is(StatusCode::PRECONDITION_FAILED);
    page.shows("saved under your name")
        .shows("action=\"/entries/10\"")
        .shows("Newer.");
    assert_eq!(blog.writes(9).await, 1);
}

#[tokio::test]
async fn a_deletion_is_asked_for_and_confirmed_without_a_script() {
    let blog = blog().await;
    let form = blog.get("/entries/1/edit").send().await;
    form.shows("href=\"/entries/1/delete?base=2\"");
    let ask = || blog.get("/entries/1/delete?base=2").send();
    let page = ask().await.is(StatusCode::OK).shows("Delete this entry?");
    page.shows("method=\"post\" action=\"/entries/1/delete\"")
        .shows("name=\"if_match\" value=\"&#34;2&#34;\"");
    blog.somebody_writes(1, "One, theirs.").await;
    let page = ask().await.is(StatusCode::OK);
    page.shows("it was not deleted").shows("Delete version 3");
    let entry = blog.entry(1).await;
    assert!(blog.store.delete(&entry).await.unwrap());
    ask().await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn somebody_who_went_back_and_saves_again_is_not_told_of_somebody_else() {
    let blog = blog().await;
    let first = save(post(&blog), ("if_match", "\"2\""), "2", "First.").await;
    first.is(StatusCode::SEE_OTHER);
    let page = save(post(&blog), ("if_match", "\"2\""), "2", "Second.").await;
    let page = page.is(StatusCode::PRECONDITION_FAILED);
    page.shows("saved under your name").hides("Somebody else");
}
