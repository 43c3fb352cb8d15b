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
    let waiting = Mutex::new(cases(Path::new(folder)));
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
    let said = normalize(&said, compiler::workspace().to_str().unwrap());
    let file = case.with_extension("stderr");
    if std::env::var(MODE).is_ok_and(|mode| mode == "overwrite") {
        fs::write(file, said).unwrap();
        return None;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    (said != expected).then(|| {
        let difference = TextDiff::from_lines(&expected, &said);
        format!("{}:\n{}", case.display(), difference.unified_diff())
    })
}
