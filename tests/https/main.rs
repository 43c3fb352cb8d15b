//! `conditional-check` and servers with TLS. `scripts/test-https` builds both.

#![expect(clippy::unwrap_used, reason = "a test that fails should fail loudly")]

mod certificates;
mod command;
mod server;
mod transport;
