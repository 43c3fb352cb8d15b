//! What a hostile or broken client can do at the socket: long fields, octets that are no text,
//! lengths that lie, hang-ups at every stage, requests hidden in refused bodies; and validators that
//! panic or never return.
//!
//! Nothing here waits for time to pass: a test waits for what it is about, and a server that never
//! gets there lets it hang.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    clippy::unused_async,
    clippy::trivially_copy_pass_by_ref,
    reason = "a test says what happens by failing, and its handlers have the shapes that users write"
)]

mod fields;
mod hang_ups;
mod layers;
mod lengths;
mod multiplexed;
mod pipelining;
mod running;
mod site;
mod wire;
