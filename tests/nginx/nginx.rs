//! nginx as a process of ours, with everything it needs in a temporary folder.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread;

use tempfile::TempDir;

const CONFIGURATION: &str = include_str!("nginx.conf");

/// `nobody` and its group, on most systems that have nginx in their packages.
const NOBODY: u32 = 65534;

/// So often somebody else may take the port that was free a moment ago.
const ATTEMPTS: usize = 5;

/// nginx says so once its socket listens.
const LISTENS: &str = "event method";

/// A running nginx; it is ended when this is dropped, and its folder removed after it.
#[derive(Debug)]
pub(crate) struct Nginx {
    pub(crate) address: SocketAddr,
    process: Child,
    /// Open, so that nginx can complain.
    output: BufReader<ChildStderr>,
    folder: TempDir,
}

impl Nginx {
    /// Starts it in front of `upstream`, and waits until it listens.
    pub(crate) fn start(program: &Path, upstream: SocketAddr) -> Self {
        (0..ATTEMPTS)
            .find_map(|_| Self::try_start(program, upstream))
            .unwrap_or_else(|| panic!("nginx did not start in {ATTEMPTS} attempts"))
    }

    fn try_start(program: &Path, upstream: SocketAddr) -> Option<Self> {
        let address = free_address();
        let folder = folder(address, upstream);
        let mut process = command(program, folder.path()).spawn().unwrap();
        let output = BufReader::new(process.stderr.take().unwrap());
        let mut nginx = Self {
            address,
            process,
            output,
            folder,
        };
        nginx.listens().then_some(nginx)
    }

    /// Reads what it says at its start, and shows it where that was the end.
    fn listens(&mut self) -> bool {
        let mut said = String::new();
        while self.output.read_line(&mut said).unwrap() > 0 {
            if said.contains(LISTENS) {
                return true;
            }
        }
        eprintln!("nginx ended at its start:\n{said}");
        false
    }
}

impl Drop for Nginx {
    /// It is one process, so nothing of it is left; what it had to complain about is shown with
    /// the failure of the test.
    fn drop(&mut self) {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        if thread::panicking() || ended.is_err() {
            let log = fs::read_to_string(self.folder.path().join("error.log"));
            eprintln!("nginx: {ended:?}; its log:\n{}", log.unwrap_or_default());
        }
    }
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
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

fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["-p".as_ref(), folder.as_os_str()])
        .args(["-c".as_ref(), folder.join("nginx.conf").as_os_str()])
        .args(["-e", "stderr"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
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
