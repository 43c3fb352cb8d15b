//! What goes wrong, in words: the errors of one invocation, and tokens as text.

pub(crate) mod errors;
pub(crate) mod text;
