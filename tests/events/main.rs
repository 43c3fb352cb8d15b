//! One `tracing` event for each decision.
//!
//! A binary of its own: whether an event is enabled is remembered for the whole process, so a
//! request without a subscriber on another thread could hide the first ones.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    reason = "a test says what happens by failing"
)]

mod capture;
#[path = "../http/fixture.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod fixture;
mod guards;
mod layers;
