//! Every page on every screen: checked with axe-core, for contrast of what is not text, and for
//! parts that stick out.

use std::env;
use std::path::Path;

use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

use crate::fetch::fetch;
use crate::programs::axe;
use crate::screen::{SCREENS, Screen, take_away};
use crate::session::{Scripts, with_browser};
use crate::site::Site;
use crate::tab::Tab;
use crate::{EDIT, MINE, REFUSED, THEIRS, saves_second};

/// Where to leave pictures of all pages, for people.
const PICTURES: &str = "SCREENSHOTS";

/// How often a reader comes again, so that the statistics have something to show.
const READ_AGAIN: [(&str, usize); 6] = [
    ("/entries/1", 9),
    ("/", 6),
    ("/api/entries/1", 5),
    ("/feed", 4),
    ("/assets/style.css", 3),
    ("/about", 2),
];

/// Pages that an address leads to.
const PAGES: [&str; 18] = [
    "/",
    "/blogs/2",
    "/entries/1",
    "/entries/2",
    "/entries/3",
    "/entries/4",
    "/entries/5",
    "/entries/6",
    "/entries/7",
    "/entries/8",
    EDIT,
    "/entries/1/history",
    "/entries/1/delete",
    "/entries/1/delete?base=1",
    "/drafts",
    "/new",
    "/about",
    "/nowhere",
];

/// What axe-core finds, one line each; nothing where all is well.
const FINDINGS: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document).then(
        ({ violations }) => done(violations.flatMap(({ id, nodes }) =>
            nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`))),
        (error) => done([String(error)]));";

/// Fields and buttons whose border has less contrast than 3:1 (WCAG 1.4.11), and what is wider
/// than the page.
const OTHER_FINDINGS: &str = "
    const light = (colour) => {
        const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3).map((part) => {
            const c = part / 255;
            return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => {
        const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
        return (bright + 0.05) / (dark + 0.05);
    };
    const paper = getComputedStyle(document.body).backgroundColor;
    const fields = 'input:not([type=hidden], [type=checkbox]), textarea, button, .button';
    const faint = [...document.querySelectorAll(fields)].flatMap((field) => {
        const ratio = contrast(getComputedStyle(field).borderTopColor, paper);
        return ratio < 3 ? [`border with a contrast of ${ratio.toFixed(2)}: ${field.outerHTML}`] : [];
    });
    const page = document.documentElement;
    const wide = page.scrollWidth > page.clientWidth
        ? [`the page is ${page.scrollWidth} pixels wide`] : [];
    return [...faint, ...wide];";

#[tokio::test]
#[ignore = "needs Chromium, chromedriver and axe-core: scripts/test-browser"]
async fn every_page_is_accessible_on_every_screen() {
    with_browser(Scripts::On, async |browser, site| {
        let axe = axe();
        // A draft, so that the page of the drafts has something to show.
        site.draft().await;
        read_again(&browser, site).await?;
        let mut findings = Vec::new();
        Tab::first(&browser, site).await?.open("/stats").await?;
        look_on_all(&browser, &axe, "stats", &mut findings).await?;
        for screen in SCREENS {
            let tab = Tab::first(&browser, site).await?;
            screen.put_before(&browser).await?;
            for path in PAGES {
                tab.open(path).await?;
                look(&browser, &axe, screen, path, &mut findings).await?;
            }
        }
        assert_eq!(findings, [""; 0], "{} findings", findings.len());
        Ok(())
    })
    .await;
}

async fn read_again(browser: &WebDriver, site: &Site) -> WebDriverResult<()> {
    Tab::first(browser, site).await?.open("/nowhere").await?;
    for (path, times) in READ_AGAIN {
        for _ in 0..times {
            fetch(browser, path, json!({ "cache": "no-cache" })).await?;
        }
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium, chromedriver and axe-core: scripts/test-browser"]
async fn the_pages_about_a_conflict_are_accessible_on_every_screen() {
    with_browser(Scripts::On, async |browser, site| {
        let axe = axe();
        let mut findings = Vec::new();
        let tab = saves_second(&browser, site, MINE).await?;
        look_on_all(&browser, &axe, "conflict", &mut findings).await?;
        let both = merged(&tab, site).await?;
        assert!(both.contains("Zero.") && both.contains("mine"), "{both}");
        look_on_all(&browser, &axe, "merged", &mut findings).await?;
        site.delete(1).await;
        tab.press("Save").await?;
        tab.is_at(REFUSED).await?;
        look_on_all(&browser, &axe, "deleted", &mut findings).await?;
        assert_eq!(findings, [""; 0], "{} findings", findings.len());
        Ok(())
    })
    .await;
}

/// Goes on to a conflict whose two sides do not touch; the text that both make.
async fn merged(tab: &Tab<'_>, site: &Site) -> WebDriverResult<String> {
    tab.open(EDIT).await?;
    site.somebody_writes(&format!("Zero.\n\n{THEIRS}")).await;
    tab.types("body", &format!("{THEIRS}\n\nFour, mine."))
        .await?;
    tab.press("Save").await?;
    tab.is_at(REFUSED).await?;
    tab.sees("summary", "The text as you typed it").await?;
    tab.value("#body").await
}

async fn look_on_all(
    browser: &WebDriver,
    axe: &str,
    page: &str,
    findings: &mut Vec<String>,
) -> WebDriverResult<()> {
    for screen in SCREENS {
        screen.put_before(browser).await?;
        look(browser, axe, screen, page, findings).await?;
    }
    take_away(browser).await
}

/// Adds what is wrong with the page that is shown.
async fn look(
    browser: &WebDriver,
    axe: &str,
    screen: Screen,
    page: &str,
    findings: &mut Vec<String>,
) -> WebDriverResult<()> {
    take_picture(browser, screen, page).await?;
    let open = "for (const part of document.querySelectorAll('details')) part.open = true;";
    browser.execute(open, []).await?;
    browser.execute(axe, []).await?;
    let mut found: Vec<Value> = browser.execute_async(FINDINGS, []).await?.convert()?;
    let others: Vec<Value> = browser.execute(OTHER_FINDINGS, []).await?.convert()?;
    found.extend(others);
    let told = found.iter().filter_map(Value::as_str);
    findings.extend(told.map(|finding| format!("{page} on {screen}: {finding}")));
    Ok(())
}

async fn take_picture(browser: &WebDriver, screen: Screen, page: &str) -> WebDriverResult<()> {
    let Some(folder) = env::var_os(PICTURES) else {
        return Ok(());
    };
    let name = page.trim_matches('/').replace(['/', '?', '='], "-");
    let path = Path::new(&folder).join(format!("{name}-{screen}.png"));
    browser.screenshot(&path).await
}
