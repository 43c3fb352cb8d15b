//! The blog's own program, as a process of its own.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::database;

/// A running server; it is killed (SIGKILL where there are signals) when this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    _process: Process,
    /// Open, so that the server can print.
    _output: BufReader<ChildStdout>,
}

#[derive(Debug)]
struct Process(Child);

impl Server {
    /// Starts the server on the database in `folder`, and waits for its address.
    pub(crate) async fn start(folder: &Path) -> Self {
        let mut process = Process::start(folder);
        let output = process.0.stdout.take().unwrap();
        let read = tokio::task::spawn_blocking(|| first_line(output));
        let (line, output) = read.await.unwrap();
        Self {
            address: address(&line),
            _process: process,
            _output: output,
        }
    }

    /// Kills the server, whatever it is doing.
    pub(crate) fn kill(self) {
        drop(self);
    }
}

impl Process {
    fn start(folder: &Path) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_blog"))
            .args(["--listen", "localhost:0", "--log", "error"])
            .args(["--database", &database::url(folder)])
            .arg("--files")
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn();
        Self(child.unwrap())
    }
}

impl Drop for Process {
    /// Once this is over, the process is gone: nothing that it has begun can still happen.
    fn drop(&mut self) {
        if let Err(error) = self.0.kill().and_then(|()| self.0.wait()) {
            eprintln!("the server could not be ended: {error}");
        }
    }
}

fn first_line(output: ChildStdout) -> (String, BufReader<ChildStdout>) {
    let mut output = BufReader::new(output);
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    (line, output)
}

/// The address in a line such as `The blog is at http://127.0.0.1:3000/ (…)`.
fn address(line: &str) -> SocketAddr {
    let rest = line.split_once("http://").map(|(_, rest)| rest);
    let address = rest.and_then(|rest| rest.split_once('/'));
    let Some((address, _)) = address else {
        panic!("the server printed no address, but {line:?}");
    };
    address.parse().unwrap()
}
