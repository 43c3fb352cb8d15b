//! `If-None-Match` on reads (RFC 9110 §13.1.2): has the client this copy already?

pub(super) mod lists;
pub(super) mod long_lists;
pub(super) mod octets;
pub(super) mod tags;

/// What every rule about more than one tag rests on.
const BASE: &[&str] = &["if-none-match/same-tag", "if-none-match/other-tag"];

/// What every rule about long or odd lists rests on.
const LISTS: &[&str] = &[
    "if-none-match/same-tag",
    "if-none-match/other-tag",
    "if-none-match/list",
];
