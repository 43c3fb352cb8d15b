//! A second reading of RFC 9110 §8.8 and §13.
//!
//! It is written from the RFC's text alone, one sentence a line, slowly and without a thought for
//! speed; nothing in it is shared with `conditional-core`. The tests of this package put both side
//! by side on every combination of methods, representations and field values that differ in what the
//! RFC says of them, and on every short field line there is.
//!
//! Where the toolkit decides otherwise than the RFC's letter, on purpose, it says so in
//! [`deviations`]: one list, a reason each. Nothing else is allowed to differ, and an entry that no
//! case needs fails the tests too.

#![expect(
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    reason = "its words are the RFC's, and only tests use them"
)]

pub mod dates;
pub mod deviations;
pub mod list;
pub mod rules;
