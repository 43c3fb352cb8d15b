//! The layers, as seen by a client.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

mod allocations;
mod body;
mod cache_control;
mod coding_tags;
mod files;
mod guarded;
mod hashing;
mod head;
mod left_alone;
mod not_modified;
mod proxies;
mod support;
mod validators;
mod when_to_use;
