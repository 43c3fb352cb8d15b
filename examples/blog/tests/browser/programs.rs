//! Finds the browser, its driver and the checker of accessibility.

use std::env;
use std::path::PathBuf;

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Names the file `axe.min.js`; `scripts/test-browser` installs it.
const AXE: &str = "AXE_CORE";

/// Where the two programs are.
#[derive(Clone, Debug)]
pub(crate) struct Programs {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

/// The programs; a run of these tests without them fails.
pub(crate) fn programs() -> Programs {
    let browser = BROWSERS.into_iter().find_map(in_path);
    Programs {
        browser: browser.unwrap_or_else(|| missing("Chromium is not installed")),
        driver: in_path("chromedriver").unwrap_or_else(|| missing("chromedriver is not installed")),
    }
}

/// The source of axe-core.
pub(crate) fn axe() -> String {
    let Some(path) = env::var_os(AXE) else {
        missing("AXE_CORE does not say where axe.min.js is")
    };
    std::fs::read_to_string(path).unwrap()
}

fn in_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

fn missing(what: &str) -> ! {
    panic!("{what}; scripts/test-browser installs what these tests need")
}
