//! [`Daemon`]: a server as a process of ours, with everything that it needs in a temporary folder.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Kind;
use super::program::program;

/// `nobody` and its group, on most systems that have these servers in their packages.
const NOBODY: u32 = 65534;

/// How often somebody else may take the port that was free a moment ago.
const ATTEMPTS: usize = 5;

const PATIENCE: Duration = Duration::from_secs(30);

/// Where Debian keeps Apache's modules.
const MODULES: &str = "/usr/lib/apache2/modules";

/// A running one. It is ended when this is dropped, and its folder removed after it.
#[derive(Debug)]
pub(super) struct Daemon {
    pub(super) address: SocketAddr,
    name: &'static str,
    process: Child,
    folder: TempDir,
}

impl Daemon {
    /// Starts it in front of `upstream`, and waits until it listens.
    pub(super) fn start(kind: &Kind, upstream: SocketAddr) -> Self {
        (0..ATTEMPTS)
            .find_map(|_| Self::try_start(kind, upstream))
            .unwrap_or_else(|| panic!("{} did not start in {ATTEMPTS} attempts", kind.program))
    }

    fn try_start(kind: &Kind, upstream: SocketAddr) -> Option<Self> {
        let address = free_address();
        let folder = folder(kind, address, upstream);
        let mut daemon = Self {
            address,
            name: kind.program,
            process: command(kind, folder.path()).spawn().expect("a process"),
            folder,
        };
        daemon.listens().then_some(daemon)
    }

    /// Waits until it can be reached, or has ended.
    fn listens(&mut self) -> bool {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if let Some(status) = self.process.try_wait().expect("a process of ours") {
                eprintln!("{} ended at its start: {status}\n{}", self.name, self.log());
                return false;
            }
            if TcpStream::connect(self.address).is_ok() {
                return true;
            }
            thread::yield_now();
        }
        false
    }

    fn log(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("error.log"));
        log.unwrap_or_default()
    }
}

impl Drop for Daemon {
    /// It is one process, so nothing of it is left; what it had to complain about is shown with
    /// the failure of the test.
    fn drop(&mut self) {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        if thread::panicking() || ended.is_err() {
            eprintln!("{}: {ended:?}; its log:\n{}", self.name, self.log());
        }
    }
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address")
}

fn folder(kind: &Kind, address: SocketAddr, upstream: SocketAddr) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    let configuration = kind
        .configuration
        .replace("FOLDER", path.to_str().expect("a path in UTF-8"))
        .replace("LISTEN", &address.to_string())
        .replace("MODULES", MODULES)
        .replace("UPSTREAM_HOST", &upstream.ip().to_string())
        .replace("UPSTREAM_PORT", &upstream.port().to_string())
        .replace("UPSTREAM", &upstream.to_string());
    fs::write(path.join("configuration"), configuration).expect("a configuration");
    folder
}

fn command(kind: &Kind, folder: &Path) -> Command {
    let mut command = Command::new(program(kind.program));
    command
        .args(kind.arguments)
        .arg(folder.join("configuration"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    without_privileges(&mut command, folder);
    command
}

/// Where the tests run as root, the servers do not.
fn without_privileges(command: &mut Command, folder: &Path) {
    if fs::metadata(folder).expect("a folder").uid() == 0 {
        chown(folder, Some(NOBODY), Some(NOBODY)).expect("a folder of nobody's");
        command.uid(NOBODY).gid(NOBODY);
    }
}
