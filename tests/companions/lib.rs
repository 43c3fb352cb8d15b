//! Guarded handlers in the routes of other crates, with the user's own parameters and body.

#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::unused_async,
    clippy::allow_attributes,
    reason = "a test says what happens by failing"
)]

mod counted;
mod documented;
mod typed;
