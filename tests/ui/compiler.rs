//! The compiler as it was called for this very program: so a case is checked with the builds of its
//! dependencies that are there already.

use std::path::Path;
use std::process::Command;

use compiler_arguments::compiler_arguments;

const ARGUMENTS: &[&str] = compiler_arguments!();

/// The arguments that say where dependencies are. Some come with their value as the next argument.
const KEPT: [&str; 4] = ["--edition", "--extern", "-L", "--target"];

/// What the compiler says of a program, as it would be shown in a terminal of this width.
///
/// `None` where it compiles.
pub(crate) fn check(case: &Path, folder: &Path) -> Option<String> {
    let output = rustc()
        // As cargo calls it: what it remembers of other crates' files begins here.
        .current_dir(workspace())
        .args(dependencies())
        .args(["--crate-name=case", "--crate-type=bin", "--emit=metadata"])
        .args(["--color=never", "--diagnostic-width=140", "--verbose"])
        .args(["--allow=dead_code", "--out-dir"])
        .args([folder, &Path::new("tests").join(case)])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (!output.status.success()).then_some(said)
}

/// The version of the compiler.
pub(crate) fn version() -> String {
    let output = rustc().arg("--version").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The top of the workspace.
pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn dependencies() -> Vec<&'static str> {
    let mut kept = Vec::new();
    let mut arguments = ARGUMENTS.iter();
    while let Some(argument) = arguments.next() {
        let name = argument.split('=').next().unwrap_or_default();
        if KEPT.contains(&name) {
            kept.push(*argument);
            if !argument.contains('=') {
                kept.extend(arguments.next());
            }
        }
    }
    kept
}
