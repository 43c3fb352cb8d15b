//! Random input for everything that reads what a client or a server sends.
//!
//! A [target](targets) takes octets, makes a value of them, gives it to the toolkit and panics where
//! what comes back is not what must come back. [`engine`] makes the octets: it starts from the seeds
//! in `corpus/`, mutates them, and keeps what showed a behaviour that it had not seen before. All of
//! it is stable Rust and needs no instrumentation.
//!
//! `scripts/fuzz SECONDS` runs all targets and prints the executions. The corpus is run by
//! `cargo test` too, so that what was found once stays mended.
//!
//! # What an hour found
//!
//! Nothing, since the two findings in `corpus/codings` were mended. This took twelve minutes a target, on a busy machine:
//!
//! ```console
//! $ for seed in 1 2 3 4 5 6; do
//! >   for target in lists dates cache_control codings bodies; do scripts/fuzz 120 $target $seed; done
//! > done
//! ```
//!
//! | target | executions | behaviours a run |
//! |---|--:|--:|
//! | `lists` | 13,181,440 | 7,227 to 8,279 |
//! | `dates` | 166,658,560 | as many as it keeps |
//! | `cache_control` | 70,110,976 | as many as it keeps |
//! | `codings` | 29,975,296 | 672 |
//! | `bodies` | 23,431,424 | 13,020 |
//! | all | 303,357,696 | |

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
