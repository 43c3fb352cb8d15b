//! Runs the cases of a folder, and compares what the compiler says with what stands beside each.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use similar::TextDiff;

use crate::compiler;
use crate::normalize::normalize;

/// Where this is `overwrite`, messages are written instead of compared.
const MODE: &str = "UI";

/// Asserts that each case fails with the message in its `.stderr` file.
pub(crate) fn explained(folder: &str) {
    each_explained(cases(Path::new(folder)));
}

/// The same where the messages are the macros' own, which the compiler gives for all cases at once:
/// that takes a twentieth of the time. What is not explained in just these words is compiled alone.
pub(crate) fn explained_together(folder: &str) {
    let mut cases = cases(Path::new(folder));
    if !overwrites() {
        let folder = tempfile::tempdir().unwrap();
        let mut said = compiler::check_together(&cases, folder.path());
        cases.retain(|case| {
            said.remove(case)
                .is_none_or(|said| shown(&said) != expected(case))
        });
    }
    each_explained(cases);
}

fn each_explained(cases: Vec<PathBuf>) {
    let waiting = Mutex::new(cases);
    let faults = Mutex::new(Vec::new());
    let work = || {
        while let Some(case) = waiting.lock().unwrap().pop() {
            faults.lock().unwrap().extend(fault(&case));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// All programs in a folder and in those below it.
fn cases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let found = paths.flat_map(|path| match path.extension() {
        _ if path.is_dir() => cases(&path),
        Some(extension) if extension == "rs" => vec![path],
        _ => Vec::new(),
    });
    found.collect()
}

fn fault(case: &Path) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let Some(said) = compiler::check(case, folder.path()) else {
        return Some(format!("{} compiles", case.display()));
    };
    let said = shown(&said);
    if overwrites() {
        fs::write(file(case), said).unwrap();
        return None;
    }
    let expected = expected(case);
    (said != expected).then(|| {
        let difference = TextDiff::from_lines(&expected, &said);
        format!("{}:\n{}", case.display(), difference.unified_diff())
    })
}

fn overwrites() -> bool {
    std::env::var(MODE).is_ok_and(|mode| mode == "overwrite")
}

fn shown(said: &str) -> String {
    normalize(said, compiler::workspace().to_str().unwrap())
}

fn expected(case: &Path) -> String {
    fs::read_to_string(file(case)).unwrap_or_default()
}

fn file(case: &Path) -> PathBuf {
    case.with_extension("stderr")
}
