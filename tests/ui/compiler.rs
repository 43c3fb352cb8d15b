//! The compiler as it was called for this very program: so a case is checked with the builds of its
//! dependencies that are there already.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use compiler_arguments::compiler_arguments;
use serde_json::Value;

const ARGUMENTS: &[&str] = compiler_arguments!();

/// The arguments that say where dependencies are. Some come with their value as the next argument.
const KEPT: [&str; 4] = ["--edition", "--extern", "-L", "--target"];

/// What the compiler says of a program, as it would be shown in a terminal of this width.
///
/// `None` where it compiles.
pub(crate) fn check(case: &Path, folder: &Path) -> Option<String> {
    let output = checks(&Path::new("tests").join(case), folder)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (!output.status.success()).then_some(said)
}

/// What the compiler says of each of these, when they are modules of one program.
///
/// A fault in one of them may keep it from saying all that it would say of another.
pub(crate) fn check_together(cases: &[PathBuf], folder: &Path) -> HashMap<PathBuf, String> {
    let home = workspace().join("tests");
    let modules = cases.iter().enumerate().map(|(number, case)| {
        let path = home.join(case).display().to_string();
        format!("#[path = {path:?}]\nmod case_{number};\n")
    });
    let program = folder.join("together.rs");
    fs::write(&program, modules.collect::<String>() + "fn main() {}\n").unwrap();
    let output = checks(&program, folder)
        .arg("--error-format=json")
        .output()
        .unwrap();
    let mut said: HashMap<_, String> = HashMap::new();
    for message in String::from_utf8(output.stderr).unwrap().lines() {
        let message: Value = serde_json::from_str(message).unwrap();
        let shown = message.get("rendered").and_then(Value::as_str);
        if let (Some(shown), Some(case)) = (shown, place(&message, &home)) {
            let top = format!("{}/", workspace().display());
            *said.entry(case).or_default() += &shown.replace(&top, "");
        }
    }
    said
}

/// The case that a message of the compiler is about.
fn place(message: &Value, home: &Path) -> Option<PathBuf> {
    let mut spans = message["spans"].as_array()?.iter();
    let file = spans.find(|span| span["is_primary"] == true)?["file_name"].as_str()?;
    Path::new(file).strip_prefix(home).ok().map(Path::to_owned)
}

/// The compiler's call that checks a program.
fn checks(program: &Path, folder: &Path) -> Command {
    let mut rustc = rustc();
    rustc
        // As cargo calls it: what it remembers of other crates' files begins here.
        .current_dir(workspace())
        .args(dependencies())
        .args(["--crate-name=case", "--crate-type=bin", "--emit=metadata"])
        .args(["--color=never", "--diagnostic-width=140", "--verbose"])
        .args(["--allow=dead_code", "--out-dir"])
        .args([folder, program]);
    rustc
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
