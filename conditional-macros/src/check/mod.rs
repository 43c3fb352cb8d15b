//! The rules that need more than one argument or parameter to be looked at together.

pub(crate) mod arguments;
pub(crate) mod model;
pub(crate) mod parameters;
mod signature;
pub(crate) mod stacked;
