//! Runs a client to its end, beside the application that it talks to.

use std::io::Write as _;

use conditional_tests::program;
use tempfile::NamedTempFile;
use tokio::process::Command;

/// What the client wrote. It fails the test where it fails itself.
pub(crate) async fn client(name: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(program(name));
    // What listens here is not asked for by way of a proxy.
    let command = command
        .args(arguments)
        .env("NO_PROXY", "*")
        .kill_on_drop(true);
    let output = command.output().await.unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{name}: {}: {complaint}",
        output.status
    );
    String::from_utf8(output.stdout).unwrap()
}

/// A file to upload.
#[derive(Debug)]
pub(crate) struct Content(NamedTempFile);

impl Content {
    /// More than the buffers on the way hold, less than is read of an upload that is refused.
    pub(crate) fn of_a_megabyte() -> Self {
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(&vec![b'x'; 1 << 20]).unwrap();
        Self(file)
    }

    pub(crate) fn path(&self) -> &str {
        self.0.path().to_str().unwrap()
    }
}
