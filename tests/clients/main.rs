//! Real clients, proxies and caches, and guarded handlers.
//!
//! The programs are not part of a Rust toolchain, so these tests are ignored unless they are asked for:
//! `scripts/test-clients` installs what is missing, runs them, and prints a table.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that fails should fail loudly")]

mod apache;
mod app;
mod client;
mod curl;
mod nginx;
mod squid;
mod uploads;
