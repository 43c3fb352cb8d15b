//! What is fed, and what must hold.

mod bodies;
mod cache_control;
mod codings;
mod dates;
mod lists;

use std::hash::{DefaultHasher, Hash, Hasher as _};

/// One thing that reads input.
#[derive(Debug)]
#[non_exhaustive]
pub struct Target {
    /// Also the name of its folder in the corpus.
    pub name: &'static str,
    /// Reads one input. It panics on a finding, and else returns a number for what it saw happen:
    /// inputs with a new one are kept and mutated further.
    pub run: fn(&[u8]) -> u64,
    /// Texts that mean something to it.
    pub words: &'static [&'static [u8]],
}

/// All of them.
pub const TARGETS: &[Target] = &[
    lists::TARGET,
    dates::TARGET,
    cache_control::TARGET,
    codings::TARGET,
    bodies::TARGET,
];

fn behaviour(seen: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    seen.hash(&mut hasher);
    hasher.finish()
}

/// The octets that a field value may hold, in place of those that it may not.
fn field_value(octets: &[u8]) -> Vec<u8> {
    let legal = |octet: &u8| match octet {
        b'\t' | 0x20..=0x7E | 0x80.. => *octet,
        other => b'!' + (other & 0x3F),
    };
    octets.iter().map(legal).collect()
}
