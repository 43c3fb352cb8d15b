//! A browser for one test: started before it, ended after it, also when the test fails.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use thirtyfour::extensions::query::ElementPollerWithTimeout;
use thirtyfour::prelude::WebDriverResult;
use thirtyfour::{
    BrowserCapabilitiesHelper as _, ChromeCapabilities, ChromiumLikeCapabilities as _,
    DesiredCapabilities, WebDriver, WebDriverRunError,
};

use crate::driver::Driver;
use crate::programs::{Programs, programs};
use crate::site::Site;

/// How long a page may take to show what it is expected to show.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often the page is looked at meanwhile.
const INTERVAL: Duration = Duration::from_millis(50);

/// No answer of the driver takes so long; one that never comes must not hold up everything else.
const ANSWER: Duration = Duration::from_mins(1);

/// The root of a container cannot use the sandbox; and the browser must talk to no one but us.
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // The browser ends with its driver, however that ends: the pipe between them is closed.
    "--remote-debugging-pipe",
    // High enough for every page: nothing has to be scrolled to before it can be pressed.
    "--window-size=1200,3000",
];

/// Whether pages may run their scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scripts {
    On,
    Off,
}

/// Runs `test` with a blog and a browser.
///
/// An error of the browser fails the test, and so does a panic: after the session has been ended.
pub(crate) async fn with_browser<F>(scripts: Scripts, test: F)
where
    F: AsyncFnOnce(WebDriver, &Site) -> WebDriverResult<()>,
{
    let programs = programs();
    let site = Site::start().await;
    let folder = tempfile::tempdir().unwrap();
    let driver = Driver::start(&programs.driver, folder.path());
    let profile = folder.path().join("profile");
    let session = connect(&driver, &programs, &profile, scripts).await;
    let outcome: Result<(), WebDriverRunError> = session
        .unwrap()
        .run_and_quit(|browser| test(browser, &site))
        .await;
    outcome.unwrap();
}

async fn connect(
    driver: &Driver,
    programs: &Programs,
    profile: &Path,
    scripts: Scripts,
) -> WebDriverResult<WebDriver> {
    let capabilities = capabilities(&programs.browser, profile, scripts)?;
    let poller = ElementPollerWithTimeout::new(PATIENCE, INTERVAL);
    WebDriver::builder(driver.url(), capabilities)
        .poller(Arc::new(poller))
        .request_timeout(ANSWER)
        .await
}

fn capabilities(
    browser: &Path,
    profile: &Path,
    scripts: Scripts,
) -> WebDriverResult<ChromeCapabilities> {
    let mut wanted = DesiredCapabilities::chrome();
    wanted.set_binary(browser.to_str().unwrap())?;
    for flag in FLAGS {
        wanted.add_arg(flag)?;
    }
    wanted.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    if scripts == Scripts::Off {
        // 2 stands for "block", as in the settings of the browser.
        let blocked = json!({ "profile.managed_default_content_settings.javascript": 2 });
        wanted.set_browser_option("prefs", blocked)?;
    }
    Ok(wanted)
}
