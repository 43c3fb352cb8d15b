//! chromedriver as a process of ours.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// It says so once it listens, and on which port.
const STARTED: &str = "started successfully on port ";

/// Where programs put what they keep aside, in place of the home of the person who runs the test.
const FOLDERS: [&str; 3] = ["TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"];

/// A running chromedriver. It is killed when this is dropped, and with it the browser that it has
/// started, should the session not have been ended before.
#[derive(Debug)]
pub(crate) struct Driver {
    port: u16,
    process: Child,
    /// Open, so that it can print.
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts it on a free port, and waits until it listens there. What it and its browser put
    /// aside goes to `folder`.
    pub(crate) fn start(program: &Path, folder: &Path) -> Self {
        let mut process = Command::new(program)
            .arg("--port=0")
            .envs(FOLDERS.map(|name| (name, folder)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut driver = Self {
            port: 0,
            process,
            output,
        };
        driver.port = port(&mut driver.output);
        driver
    }

    /// Where sessions are asked for.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Err(error) = self.process.kill().and_then(|()| self.process.wait()) {
            eprintln!("chromedriver could not be ended: {error}");
        }
    }
}

fn port(output: &mut BufReader<ChildStdout>) -> u16 {
    let mut said = String::new();
    while output.read_line(&mut said).unwrap() > 0 {
        if let Some((_, port)) = said.split_once(STARTED) {
            return port.trim_end().trim_end_matches('.').parse().unwrap();
        }
    }
    panic!("chromedriver ended at its start:\n{said}");
}
