//! What came out, rule by rule, and how it is shown.

#[cfg(feature = "command")]
mod json;
mod outcome;
mod results;
mod text;

pub use self::outcome::{Finding, Outcome, RuleResult};
pub use self::results::Report;
