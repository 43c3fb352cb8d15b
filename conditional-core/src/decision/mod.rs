//! The decision: both sides compared by the rules of RFC 9110 §13.2.2.

mod evaluate;
mod method;
mod outcome;
mod required;

pub use self::{
    method::{is_safe, is_safe_read},
    outcome::Decision,
};
