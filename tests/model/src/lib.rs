//! A model of what the toolkit is for: two replicas of a server that decide with `conditional-core`,
//! one database row, a shared cache, two clients that write; and a model checker that tries every
//! order in which their steps can happen, crashes and unequal clocks included.
//!
//! ```text
//! writer 0 ─┐            ┌─ replica 0 (its clock is right) ───┐
//!           ├─ network ──┤                                    ├─ row: version, date, content
//! writer 1 ─┘            └─ replica 1 (its clock is late) ────┘
//! readers ── cache ──────┘
//! ```
//!
//! [`Rules`](replica::Rules) says which of the toolkit's rules are followed. With all of them the
//! tests prove the [properties](system::System) for every order of events within the model's bounds;
//! with one of them taken away the checker finds the shortest story that ends in a lost update or a
//! stale 304.
#![expect(
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    reason = "its states and actions are what the tests are about, and only they use them"
)]

mod cache;
pub mod replica;
pub mod system;
mod writer;
