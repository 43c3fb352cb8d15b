//! Random input for everything that reads what a client or a server sends.
//!
//! A [target](targets) takes octets, makes a value of them, gives it to the toolkit and panics where
//! what comes back is not what must come back. [`engine`] makes the octets: it starts from the seeds
//! in `corpus/`, mutates them, and keeps what showed a behaviour that it had not seen before. All of
//! it is stable Rust and needs no instrumentation.
//!
//! `scripts/fuzz SECONDS` runs all targets and prints the executions. The corpus is run by
//! `cargo test` too, so that what was found once stays mended.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a finding is a panic; a run says on the terminal what it did"
)]

pub mod corpus;
pub mod engine;
mod random;
mod ready;
pub mod targets;
