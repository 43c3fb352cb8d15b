//! Programs that end with this one.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::TcpStream;

/// A running program. It is killed (SIGKILL) when this is dropped.
#[derive(Debug)]
pub(crate) struct Process(Child);

impl Process {
    /// Starts a program whose output goes to a file, and waits until something listens at `address`.
    pub(crate) async fn start(command: &mut Command, log: &Path, address: SocketAddr) -> Self {
        let output = File::options().create(true).append(true).open(log).unwrap();
        let errors = output.try_clone().unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn();
        let mut process = Self(child.unwrap_or_else(|error| panic!("{command:?}: {error}")));
        while TcpStream::connect(address).await.is_err() {
            if let Some(status) = process.0.try_wait().unwrap() {
                let output = fs::read_to_string(log).unwrap();
                panic!("{command:?} ended with {status}: {output}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process
    }

    /// Kills the program, whatever it is doing.
    pub(crate) fn kill(self) {
        drop(self);
    }

    /// Asks the program to end, and waits until it has ended.
    pub(crate) fn stop(mut self) {
        let id = self.0.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.unwrap().success());
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An address of this machine at which nothing listens.
pub(crate) fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap()
}

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).status();
    let status = status.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}
