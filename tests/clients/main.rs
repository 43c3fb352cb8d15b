//! Real clients, proxies and caches, and guarded handlers.
//!
//! The programs are not part of a Rust toolchain, so these tests are ignored unless they are asked for:
//! `scripts/test-clients` installs what is missing, runs them, and prints a table.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that fails should fail loudly, and show what the program had to say"
)]

mod apache;
mod app;
mod client;
mod curl;
mod daemon;
mod nginx;
mod program;
mod proxied;
mod squid;
mod uploads;
