//! Finds the browser and its driver, or says why they are not used.

use std::env;
use std::io::{Write as _, stderr};
use std::path::PathBuf;
use std::sync::Once;

/// Set by `scripts/test-browser`: a browser takes time and memory that not every run shall cost.
const WANTED: &str = "E2E_BROWSER";

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

static SAID: Once = Once::new();

/// Where the two programs are.
#[derive(Clone, Debug)]
pub(crate) struct Programs {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

/// The programs, if they are wanted and installed; else the terminal is told once.
pub(crate) fn programs() -> Option<Programs> {
    let found = find();
    if let Err(reason) = found {
        SAID.call_once(|| say_skipped(reason));
    }
    found.ok()
}

fn find() -> Result<Programs, &'static str> {
    if env::var_os(WANTED).is_none_or(|value| value.is_empty() || value == "0") {
        return Err("E2E_BROWSER=1 is not set");
    }
    let browser = BROWSERS.into_iter().find_map(in_path);
    Ok(Programs {
        browser: browser.ok_or("Chromium is not installed")?,
        driver: in_path("chromedriver").ok_or("chromedriver is not installed")?,
    })
}

fn in_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

/// Past the capture of the test harness: a test that did not run shall not look like one that did.
fn say_skipped(reason: &str) {
    let text = format!("SKIPPED: the tests in a browser: {reason}; see scripts/test-browser\n");
    stderr().write_all(text.as_bytes()).unwrap();
}
