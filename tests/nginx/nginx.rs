//! nginx as a process of ours, with everything it needs in a temporary folder.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use tempfile::TempDir;

use crate::program;

const CONFIGURATION: &str = include_str!("nginx.conf");

/// `nobody` and its group, on every system that has nginx in its packages.
const NOBODY: u32 = 65534;

/// A running nginx; it is ended when this is dropped, and its folder removed after it.
#[derive(Debug)]
pub(crate) struct Nginx {
    pub(crate) address: SocketAddr,
    process: Child,
    folder: TempDir,
}

impl Nginx {
    /// Starts it in front of `upstream`; `None` where it is not installed.
    pub(crate) fn before(upstream: SocketAddr) -> Option<Self> {
        let program = program::nginx()?;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let folder = folder(address, upstream);
        let process = command(&program, folder.path(), listener).spawn();
        Some(Self {
            address,
            process: process.unwrap(),
            folder,
        })
    }
}

impl Drop for Nginx {
    /// It is one process, so nothing of it is left; what it had to complain about is shown with
    /// the failure of the test.
    fn drop(&mut self) {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        if thread::panicking() || ended.is_err() {
            let log = fs::read_to_string(self.folder.path().join("error.log"));
            eprintln!("nginx ended with {ended:?}; its log: {log:#?}");
        }
    }
}

fn folder(address: SocketAddr, upstream: SocketAddr) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let configuration = CONFIGURATION
        .replace("FOLDER", path.to_str().unwrap())
        .replace("LISTEN", &address.to_string())
        .replace("UPSTREAM", &upstream.to_string());
    fs::write(path.join("nginx.conf"), configuration).unwrap();
    folder
}

/// nginx takes over the listening socket, as it does from its predecessor in an upgrade: so the
/// port is free for certain, and a client that connects before nginx is ready waits in the queue.
fn command(program: &Path, folder: &Path, listener: TcpListener) -> Command {
    listener.set_nonblocking(true).unwrap();
    let mut command = Command::new(program);
    command
        .args(["-p".as_ref(), folder.as_os_str()])
        .args(["-c".as_ref(), folder.join("nginx.conf").as_os_str()])
        .args(["-e".as_ref(), folder.join("error.log").as_os_str()])
        .env("NGINX", "0;")
        .stdin(Stdio::from(OwnedFd::from(listener)))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    without_privileges(&mut command, folder);
    command
}

/// Where the tests run as root, nginx does not.
fn without_privileges(command: &mut Command, folder: &Path) {
    if fs::metadata(folder).unwrap().uid() == 0 {
        chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    }
}
