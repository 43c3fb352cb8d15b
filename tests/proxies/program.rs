//! Finds programs.

use std::env;
use std::path::PathBuf;

/// Where servers often are although an ordinary user's `PATH` does not say so.
const BESIDE_THE_PATH: [&str; 2] = ["/usr/sbin", "/usr/local/sbin"];

/// The program of this name. Tests that need one are ignored unless they are asked for, so it is a
/// failure where there is none.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(BESIDE_THE_PATH.map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
        .unwrap_or_else(|| panic!("{name} is not installed: scripts/test-clients installs it"))
}
