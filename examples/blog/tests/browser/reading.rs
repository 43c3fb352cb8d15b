//! What a browser asks for when its reader comes to a page, comes again, reloads and goes back, and in each of
//! the cache modes of `fetch`.

use serde_json::json;
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

use crate::fetch::{Seen, fetch};
use crate::session::{Scripts, with_browser};
use crate::site::Site;
use crate::tab::Tab;
use crate::{MINE, THEIRS};

const NOTHING: [&str; 0] = [];
const ASKED_IN_FULL: [&str; 1] = ["GET 200"];
const CONFIRMED: [&str; 1] = ["GET if-none-match 304"];
const REPLACED: [&str; 1] = ["GET if-none-match 200"];

const ABOUT: &str = "About";
const ENTRY: &str = "/entries/1";

/// `no-cache`: a copy is kept, and confirmed each time.
const CONFIRMED_EACH_TIME: &str = "/api/entries/1";
/// `max-age`: a copy may be shown without asking.
const FRESH: &str = "/feed";

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn a_page_is_confirmed_when_it_is_visited_again_or_reloaded_and_not_asked_for_on_the_way_back()
 {
    with_browser(Scripts::On, async |browser, site| {
        let tab = Tab::first(&browser, site).await?;
        tab.open(ENTRY).await?;
        shows(&tab, site, "Two.", &ASKED_IN_FULL).await?;
        leaves_and_comes_again(&tab).await?;
        shows(&tab, site, "Two.", &CONFIRMED).await?;
        tab.reload().await?;
        shows(&tab, site, "Two.", &CONFIRMED).await?;
        goes_back_and_forward(&tab, site).await?;
        shows(&tab, site, "Two.", &NOTHING).await
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn a_changed_page_is_the_old_one_on_the_way_back_and_the_new_one_for_all_who_ask() {
    with_browser(Scripts::On, async |browser, site| {
        let tab = Tab::first(&browser, site).await?;
        tab.open(ENTRY).await?;
        leaves_and_comes_again(&tab).await?;
        site.requests().take(ENTRY);
        site.somebody_writes(THEIRS).await;
        goes_back_and_forward(&tab, site).await?;
        shows(&tab, site, "Two.", &NOTHING).await?;
        tab.reload().await?;
        shows(&tab, site, "Two, theirs.", &REPLACED).await?;
        site.somebody_writes(MINE).await;
        leaves_and_comes_again(&tab).await?;
        shows(&tab, site, "Two, mine.", &REPLACED).await
    })
    .await;
}

/// By a link of the page, and by its address.
async fn leaves_and_comes_again(tab: &Tab<'_>) -> WebDriverResult<()> {
    tab.follow(ABOUT).await?;
    tab.is_at(ABOUT).await?;
    tab.open(ENTRY).await
}

/// With the browser's own buttons. The page before is not asked for.
async fn goes_back_and_forward(tab: &Tab<'_>, site: &Site) -> WebDriverResult<()> {
    site.requests().take("/about");
    tab.back().await?;
    tab.is_at(ABOUT).await?;
    assert_eq!(site.requests().take("/about"), NOTHING);
    tab.forward().await
}

/// The page says this, and the server was asked so for it.
async fn shows(tab: &Tab<'_>, site: &Site, text: &str, asked: &[&str]) -> WebDriverResult<()> {
    tab.sees("p", text).await?;
    assert_eq!(site.requests().take(ENTRY), asked, "for {text:?}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn each_cache_mode_of_fetch_asks_for_what_is_no_cache_in_its_own_way() {
    with_browser(Scripts::On, async |browser, site| {
        let script = Script::start(&browser, site, CONFIRMED_EACH_TIME).await?;
        let first = script.read_first().await?;
        script.reads("default", &CONFIRMED, &first).await?;
        script.reads("no-cache", &CONFIRMED, &first).await?;
        script.reads("no-store", &ASKED_IN_FULL, &first).await?;
        script.reads("reload", &ASKED_IN_FULL, &first).await?;
        script.reads("force-cache", &NOTHING, &first).await?;
        script.reads("only-if-cached", &NOTHING, &first).await?;

        site.somebody_writes(THEIRS).await;
        // What these two show is old: that is what they are for.
        script.reads("force-cache", &NOTHING, &first).await?;
        script.reads("only-if-cached", &NOTHING, &first).await?;
        let second = script.read("no-store").await?;
        assert!(second.text.contains("Two, theirs."), "{second:?}");
        assert_eq!(script.asked(), ASKED_IN_FULL);
        script.reads("force-cache", &NOTHING, &first).await?; // `no-store` kept nothing
        script.reads("reload", &ASKED_IN_FULL, &second).await?;
        script.reads("force-cache", &NOTHING, &second).await?; // `reload` did

        site.somebody_writes(MINE).await;
        let third = script.read("default").await?;
        assert!(third.text.contains("Two, mine."), "{third:?}");
        assert_eq!(script.asked(), REPLACED);
        script.reads("force-cache", &NOTHING, &third).await
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn each_cache_mode_of_fetch_asks_for_what_has_a_max_age_in_its_own_way() {
    with_browser(Scripts::On, async |browser, site| {
        let script = Script::start(&browser, site, FRESH).await?;
        let first = script.read_first().await?;
        script.reads("default", &NOTHING, &first).await?;
        script.reads("no-cache", &CONFIRMED, &first).await?;
        script.reads("no-store", &ASKED_IN_FULL, &first).await?;
        script.reads("reload", &ASKED_IN_FULL, &first).await?;
        script.reads("force-cache", &NOTHING, &first).await?;
        script.reads("only-if-cached", &NOTHING, &first).await
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn a_script_that_names_a_tag_itself_sees_the_304() {
    with_browser(Scripts::On, async |browser, site| {
        let script = Script::start(&browser, site, CONFIRMED_EACH_TIME).await?;
        let first = script.read_first().await?;
        let own = json!({ "headers": { "If-None-Match": first.tag } });
        let answer = fetch(&browser, CONFIRMED_EACH_TIME, own).await?;
        assert_eq!(script.asked(), CONFIRMED);
        assert_eq!(
            answer,
            Seen {
                status: 304,
                text: String::new(),
                ..first
            }
        );
        Ok(())
    })
    .await;
}

/// A script that reads one address of the blog again and again.
struct Script<'a> {
    browser: &'a WebDriver,
    site: &'a Site,
    path: &'static str,
}

impl<'a> Script<'a> {
    async fn start(
        browser: &'a WebDriver,
        site: &'a Site,
        path: &'static str,
    ) -> WebDriverResult<Self> {
        Tab::first(browser, site).await?.open("/about").await?;
        Ok(Self {
            browser,
            site,
            path,
        })
    }

    /// Without a copy: what asks only the cache gets nothing, what asks the server all.
    async fn read_first(&self) -> WebDriverResult<Seen> {
        self.read("only-if-cached").await?.is_failure();
        assert_eq!(self.asked(), NOTHING);
        let first = self.read("default").await?;
        assert_eq!(self.asked(), ASKED_IN_FULL);
        assert_eq!(first.status, 200);
        assert!(first.tag.is_some() && first.text.contains("Two."));
        Ok(first)
    }

    /// In this mode the server is asked so, and the script sees this: a 200, whatever the server's answer was.
    async fn reads(&self, mode: &str, asked: &[&str], seen: &Seen) -> WebDriverResult<()> {
        assert_eq!(self.read(mode).await?, *seen, "{mode}");
        assert_eq!(self.asked(), asked, "{mode}");
        Ok(())
    }

    async fn read(&self, mode: &str) -> WebDriverResult<Seen> {
        let options = json!({ "cache": mode, "mode": "same-origin" });
        fetch(self.browser, self.path, options).await
    }

    fn asked(&self) -> Vec<String> {
        self.site.requests().take(self.path)
    }
}
