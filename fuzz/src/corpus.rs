//! The seeds: one input a file, in a folder a target.

use std::path::PathBuf;
use std::{fs, io};

/// All seeds of a target, in the order of their names.
///
/// # Errors
///
/// If the folder is not there or cannot be read.
pub fn seeds(target: &str) -> io::Result<Vec<Vec<u8>>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder(target))? {
        paths.push(entry?.path());
    }
    paths.sort();
    paths.into_iter().map(fs::read).collect()
}

/// Writes what made a target panic beside its seeds, where `cargo test` runs it from now on.
pub(crate) fn keep(target: &str, input: &[u8]) -> io::Result<PathBuf> {
    let digest = input
        .iter()
        .fold(0xCBF2_9CE4_8422_2325_u64, |digest, octet| {
            (digest ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01B3)
        });
    let path = folder(target).join(format!("found-{digest:016x}"));
    fs::write(&path, input)?;
    Ok(path)
}

fn folder(target: &str) -> PathBuf {
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    home.join("corpus").join(target)
}
