//! The blog edited in a real browser: what a person sees and does, with scripts and without.
//!
//! These tests need Chromium and chromedriver, so they are ignored unless they are asked for:
//! `scripts/test-browser` installs what is missing, and asks.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that fails must fail loudly"
)]

mod accessibility;
mod cors;
mod driver;
mod fetch;
mod programs;
mod reading;
mod requests;
mod screen;
mod session;
mod site;
mod tab;

use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

use crate::session::{Scripts, with_browser};
use crate::site::{Site, TEXT};
use crate::tab::Tab;

const EDIT: &str = "/entries/1/edit";

const TITLE: &str = "What the client already has";

const THEIRS: &str = "One.\n\nTwo, theirs.\n\nThree.";

const MINE: &str = "One.\n\nTwo, mine.\n\nThree.";

const OURS: &str = "One.\n\nTwo, theirs and mine.\n\nThree.";

const REFUSED: &str = "Changed in the meantime";

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn the_second_of_two_tabs_sees_what_changed_keeps_its_text_and_merges() {
    with_browser(Scripts::On, async |browser, site| {
        let tab = saves_second(&browser, site, MINE).await?;
        assert_eq!(tab.path().await?, "/entries/1/conflict");
        shows_both_changes(&tab).await?;
        assert_eq!(site.first_entry().await, (THEIRS.to_owned(), 3));
        merges(&tab, site).await
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn a_browser_without_scripts_merges_by_plain_posts() {
    with_browser(Scripts::Off, async |browser, site| {
        let tab = saves_second(&browser, site, MINE).await?;
        // The refusal itself is the page: no script has asked for another one.
        assert_eq!(tab.path().await?, "/entries/1");
        shows_both_changes(&tab).await?;
        assert_eq!(site.first_entry().await, (THEIRS.to_owned(), 3));
        merges(&tab, site).await
    })
    .await;
}

/// Two tabs open the form; the first one saves, and the second one, with `text`, is refused.
async fn saves_second<'a>(
    browser: &'a WebDriver,
    site: &'a Site,
    text: &str,
) -> WebDriverResult<Tab<'a>> {
    let [first, second] = Tab::two(browser, site, EDIT).await?;
    assert_eq!(second.value("#body").await?, TEXT);
    first.types("body", THEIRS).await?;
    first.types("author", "the first tab").await?;
    first.press("Save").await?;
    first.is_at(TITLE).await?;
    second.types("body", text).await?;
    second.types("author", "the second tab").await?;
    second.press("Save").await?;
    second.is_at(REFUSED).await?;
    Ok(second)
}

/// What the other tab changed, what was typed here, and the form for both.
async fn shows_both_changes(tab: &Tab<'_>) -> WebDriverResult<()> {
    let what = tab.text("section[aria-labelledby=writes] li").await?;
    assert!(
        what.starts_with("Version 3: changed by the first tab"),
        "{what}"
    );
    tab.sees("section[aria-labelledby=theirs] ins", "Two, theirs.")
        .await?;
    tab.sees("section[aria-labelledby=mine] ins", "Two, mine.")
        .await?;
    assert_eq!(tab.value("#body").await?, MINE);
    assert_eq!(tab.value("#author").await?, "the second tab");
    assert_eq!(tab.value("[name=if_match]").await?, "\"3\"");
    Ok(())
}

async fn merges(tab: &Tab<'_>, site: &Site) -> WebDriverResult<()> {
    tab.types("body", OURS).await?;
    tab.press("Save").await?;
    tab.is_at(TITLE).await?;
    assert_eq!(tab.path().await?, "/entries/1");
    assert_eq!(site.first_entry().await, (OURS.to_owned(), 4));
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn changes_in_different_places_are_in_the_form_together() {
    with_browser(Scripts::On, async |browser, site| {
        let mine = "One.\n\nTwo.\n\nThree, mine.";
        let tab = saves_second(&browser, site, mine).await?;
        let both = "One.\n\nTwo, theirs.\n\nThree, mine.";
        assert_eq!(tab.value("#body").await?, both);
        tab.press("Save").await?;
        tab.is_at(TITLE).await?;
        assert_eq!(site.first_entry().await, (both.to_owned(), 4));
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn a_form_that_nobody_overtook_is_saved_by_a_plain_post() {
    with_browser(Scripts::Off, async |browser, site| {
        let tab = Tab::first(&browser, site).await?;
        tab.open(EDIT).await?;
        tab.types("body", MINE).await?;
        tab.press("Save").await?;
        tab.is_at(TITLE).await?;
        assert_eq!(tab.path().await?, "/entries/1");
        assert_eq!(site.first_entry().await, (MINE.to_owned(), 3));
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn a_stale_delete_shows_the_change_and_deletes_only_after_a_second_look() {
    with_browser(Scripts::On, async |browser, site| {
        let [first, second] = Tab::two(&browser, site, EDIT).await?;
        first.types("body", THEIRS).await?;
        first.press("Save").await?;
        first.is_at(TITLE).await?;
        second.follow("Delete…").await?;
        second.is_at(REFUSED).await?;
        let lead = second.text(".lead").await?;
        assert!(lead.ends_with("so it was not deleted."), "{lead}");
        second.sees("ins", "Two, theirs.").await?;
        assert_eq!(site.first_entry().await, (THEIRS.to_owned(), 3));
        second.press("Delete version 3").await?;
        second.is_at("The Validator").await?;
        assert_eq!(site.entry(1).await, None);
        Ok(())
    })
    .await;
}

/// From the form, by way of the question.
async fn deletes(tab: &Tab<'_>) -> WebDriverResult<()> {
    tab.follow("Delete…").await?;
    tab.is_at("Delete this entry?").await?;
    tab.press("Delete version 2").await?;
    tab.is_at("The Validator").await
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn a_deletion_is_confirmed_without_scripts() {
    with_browser(Scripts::Off, async |browser, site| {
        let tab = Tab::first(&browser, site).await?;
        tab.open(EDIT).await?;
        tab.follow("Delete…").await?;
        tab.is_at("Delete this entry?").await?;
        tab.follow("Keep it").await?;
        tab.is_at(TITLE).await?;
        assert_eq!(site.first_entry().await, (TEXT.to_owned(), 2));
        tab.open(EDIT).await?;
        deletes(&tab).await?;
        assert_eq!(site.entry(1).await, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn going_back_to_the_form_and_saving_again_changes_ones_own_version() {
    with_browser(Scripts::On, async |browser, site| {
        let tab = Tab::first(&browser, site).await?;
        tab.open(EDIT).await?;
        for (version, text) in [(3, "First."), (4, "Second."), (5, "Third.")] {
            tab.types("body", text).await?;
            tab.press("Save").await?;
            tab.is_at(TITLE).await?;
            assert_eq!(site.first_entry().await, (text.to_owned(), version));
            tab.back().await?;
            tab.is_at("Edit this entry").await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn going_back_to_a_new_entry_and_saving_again_changes_it() {
    with_browser(Scripts::On, async |browser, site| {
        let tab = Tab::first(&browser, site).await?;
        tab.open("/new").await?;
        writes_new(&tab, "First").await?;
        tab.press("Save").await?;
        tab.is_at("First").await?;
        tab.back().await?;
        tab.is_at("A new entry").await?;
        tab.types("title", "Second").await?;
        tab.press("Save").await?;
        tab.is_at("Second").await?;
        assert_eq!((site.writes(9).await, site.writes(10).await), (2, 0));
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn going_back_without_scripts_is_explained_and_loses_nothing() {
    with_browser(Scripts::Off, async |browser, site| {
        let tab = Tab::first(&browser, site).await?;
        tab.open(EDIT).await?;
        tab.types("author", "me").await?;
        tab.types("body", "First.").await?;
        tab.press("Save").await?;
        tab.is_at(TITLE).await?;
        tab.back().await?;
        tab.is_at("Edit this entry").await?;
        tab.types("author", "me").await?;
        tab.types("body", "Second.").await?;
        tab.press("Save").await?;
        tab.is_at(REFUSED).await?;
        let lead = tab.text(".lead").await?;
        assert!(lead.contains("saved under your name"), "{lead}");
        assert_eq!(tab.value("#body").await?, "Second.");
        tab.press("Save").await?;
        tab.is_at(TITLE).await?;
        assert_eq!(site.first_entry().await, ("Second.".to_owned(), 4));
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn what_was_typed_survives_a_deletion_in_the_other_tab() {
    with_browser(Scripts::On, async |browser, site| {
        let [first, second] = Tab::two(&browser, site, EDIT).await?;
        deletes(&first).await?;
        second.types("body", MINE).await?;
        second.press("Save").await?;
        second.is_at(REFUSED).await?;
        let lead = second.text(".lead").await?;
        assert!(lead.starts_with("The entry has been deleted"), "{lead}");
        assert_eq!(second.value("#body").await?, MINE);
        second.press("Save").await?;
        second.is_at(TITLE).await?;
        assert_eq!(site.first_entry().await, (MINE.to_owned(), 4));
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn two_tabs_that_create_the_same_entry_make_two_entries_of_it() {
    with_browser(Scripts::On, async |browser, site| {
        let [first, second] = Tab::two(&browser, site, "/new").await?;
        writes_new(&first, "Theirs").await?;
        writes_new(&second, "Mine").await?;
        first.press("Save").await?;
        first.is_at("Theirs").await?;
        second.press("Save").await?;
        second.is_at(REFUSED).await?;
        let lead = second.text(".lead").await?;
        assert!(lead.contains("saved under your name"), "{lead}");
        assert_eq!(second.value("#title").await?, "Mine");
        second.press("Save").await?;
        second.is_at("Mine").await?;
        assert_eq!(second.path().await?, "/entries/10");
        assert_eq!(site.entry(9).await.unwrap().title, "Theirs");
        assert_eq!((site.writes(9).await, site.writes(10).await), (1, 1));
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn a_button_that_is_pressed_twice_creates_one_entry() {
    with_browser(Scripts::On, async |browser, site| {
        let tab = Tab::first(&browser, site).await?;
        tab.open("/new").await?;
        writes_new(&tab, "Only once").await?;
        tab.press_twice("Save").await?;
        tab.leaves("A new entry").await?;
        tab.open("/entries/9").await?;
        tab.is_at("Only once").await?;
        assert_eq!((site.writes(9).await, site.writes(10).await), (1, 0));
        Ok(())
    })
    .await;
}

async fn writes_new(tab: &Tab<'_>, title: &str) -> WebDriverResult<()> {
    tab.types("title", title).await?;
    tab.types("author", "me").await?;
    tab.types("body", "New.").await
}
