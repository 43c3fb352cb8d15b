//! The rules that need more than one argument or parameter to be looked at together.

pub(crate) mod model;
pub(crate) mod stacked;
