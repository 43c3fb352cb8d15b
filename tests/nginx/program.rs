//! Finds nginx, or says that it is not there.

use std::env;
use std::io::{Write as _, stderr};
use std::path::PathBuf;
use std::sync::Once;

/// Where nginx often is although an ordinary user's `PATH` does not say so.
const BESIDE_THE_PATH: [&str; 2] = ["/usr/sbin", "/usr/local/sbin"];

static SAID: Once = Once::new();

/// The program; where there is none, the terminal is told once.
pub(crate) fn nginx() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path)
        .chain(BESIDE_THE_PATH.map(PathBuf::from))
        .map(|folder| folder.join("nginx"))
        .find(|program| program.is_file());
    if found.is_none() {
        SAID.call_once(say_skipped);
    }
    found
}

/// Past the capture of the test harness: a test that did not run shall not look like one that did.
fn say_skipped() {
    let text = b"SKIPPED: the tests with nginx, which is not installed; see scripts/test-nginx\n";
    stderr().write_all(text).unwrap();
}
