//! A reader's and an editor's sessions, through the router and on a database of their own.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that fails must fail loudly"
)]

mod api;
mod browser;
mod conformance;
#[path = "../shared/database.rs"]
mod database;
mod edge;
mod files;
mod layers;
mod reader;
mod start;
mod stats;
mod support;
