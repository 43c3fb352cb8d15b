//! The order of the house: no two files name each other, no arrow runs from an earlier wing to a later
//! one, and inside a crate things are named by their home. Code for tests is free.
//!
//! A wing is a folder, or a file, right below a crate's `src`. An arrow is a `use` or a path; a
//! re-export is a door, so what is named by way of it is an arrow to the file that holds the thing.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what happens by failing"
)]

mod arrows;
mod examples;
mod form;
mod links;
mod names;
mod planted;
mod rules;
mod sources;

use crate::arrows::Crate;
use crate::rules::Order;

const CORE: Order<'static> = &[
    ("octets", &[]),
    ("etag", &["octets"]),
    ("last_modified", &["octets"]),
    ("cache_control", &["octets"]),
    ("representation", &["etag", "last_modified"]),
    ("compose", &["representation"]),
    ("preconditions", &["etag", "last_modified"]),
    ("decision", &["compose", "preconditions"]),
    (
        "response_parts",
        &["etag", "last_modified", "cache_control"],
    ),
];

const MACROS: Order<'static> = &[
    ("messages", &[]),
    ("parse", &["messages"]),
    ("check", &["parse"]),
    ("expand", &["check"]),
    ("condition", &["expand"]),
    ("resource", &["expand"]),
];

const FACADE: Order<'static> = &[
    ("clock", &[]),
    ("event", &[]),
    ("settings", &["clock"]),
    ("response", &["event", "settings"]),
    ("extract", &["response"]),
    ("guard", &["extract"]),
    ("middleware", &["extract"]),
    ("openapi", &["guard"]),
    ("private", &["guard", "middleware", "openapi"]),
    ("guide", &[]),
    ("testing", &[]),
];

const CHECK: Order<'static> = &[
    ("tag", &[]),
    ("date", &[]),
    ("exchange", &[]),
    ("transport", &[]),
    ("scene", &["tag", "date", "exchange", "transport"]),
    ("rule", &["scene"]),
    ("rules", &["rule"]),
    ("report", &["rule"]),
    ("engine", &["report", "rules"]),
    ("check", &["engine"]),
    ("http_transport", &["transport"]),
    ("in_process", &["transport"]),
    ("bin", &["check", "http_transport"]),
];

#[track_caller]
fn keeps_the_order(krate: &str, order: Order<'_>) {
    let faults = rules::faults(&Crate::new(sources::of_crate(krate)), order);
    assert!(faults.is_empty(), "{krate}:\n\n{}\n", faults.join("\n\n"));
}

#[test]
fn the_core_keeps_the_order() {
    keeps_the_order("conditional-core", CORE);
}

#[test]
fn the_check_keeps_the_order() {
    keeps_the_order("conditional-check", CHECK);
}

#[test]
fn the_macros_keep_the_order() {
    keeps_the_order("conditional-macros", MACROS);
}

#[test]
fn the_facade_keeps_the_order() {
    keeps_the_order("conditional-axum", FACADE);
}
