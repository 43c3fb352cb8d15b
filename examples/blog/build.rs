//! Tells cargo about the files that are compiled in, and the program about its own build.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::Hasher as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Everything that decides how a page looks: our own files, and the versions of our dependencies.
const SOURCES: [&str; 5] = [
    "src",
    "templates",
    "static",
    "migrations",
    "../../Cargo.lock",
];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
        hash(Path::new(source), &mut hasher)?;
    }
    println!("cargo:rustc-env=BLOG_BUILD={:016x}", hasher.finish());
    println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
    println!("cargo:rustc-env=BLOG_BUILT_AT={}", built_at());
    Ok(())
}

/// Names and contents, in an order that is the same on every machine.
fn hash(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if !path.is_dir() {
        hasher.write(path.as_os_str().as_encoded_bytes());
        hasher.write(&fs::read(path)?);
        return Ok(());
    }
    let mut inside = fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<PathBuf>>>()?;
    inside.sort();
    inside.iter().try_for_each(|path| hash(path, hasher))
}

/// Seconds since 1970; `SOURCE_DATE_EPOCH` says it for builds that are to be reproducible.
fn built_at() -> String {
    env::var("SOURCE_DATE_EPOCH").unwrap_or_else(|_| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.unwrap_or_default().as_secs().to_string()
    })
}
