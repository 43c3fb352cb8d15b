//! The decision: both sides compared by the rules of RFC 9110 §13.2.2.

mod evaluate;
mod outcome;
mod required;

pub use self::{evaluate::is_safe_read, outcome::Decision};
