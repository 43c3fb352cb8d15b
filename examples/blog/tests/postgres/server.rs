//! A PostgreSQL server of its own in a temporary folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A server; it ends with this.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) url: String,
    folder: TempDir,
}

impl Server {
    pub(crate) fn start() -> Self {
        let server = Self::in_folder(tempfile::tempdir().unwrap());
        server.control("start", &[server.folder.path()]);
        server
    }

    pub(crate) fn restart(&self) {
        self.control("restart", &[self.folder.path()]);
    }

    /// A standby that has what is there now, and gets nothing that is written later.
    pub(crate) fn copy(&self) -> Self {
        let standby = Self::in_folder(tempfile::tempdir().unwrap());
        self.control("copy", &[self.folder.path(), standby.folder.path()]);
        standby
    }

    /// Makes a primary of the standby.
    pub(crate) fn promote(&self) {
        self.control("start", &[self.folder.path()]);
        self.control("promote", &[self.folder.path()]);
    }

    fn in_folder(folder: TempDir) -> Self {
        let socket = folder.path().display();
        let url = format!("postgres://postgres@localhost/blog?host={socket}");
        Self { url, folder }
    }

    fn control(&self, command: &str, folders: &[&Path]) {
        let status = control().arg(command).args(folders).status().unwrap();
        assert!(status.success(), "{command} {}", self.url);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.folder.path().join("data/postmaster.pid").exists() {
            self.control("stop", &[self.folder.path(), Path::new("immediate")]);
        }
    }
}

fn control() -> Command {
    Command::new(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("deploy/postgres"))
}
