//! How a rule ends.

/// What a rule comes to.
pub(crate) type Must = Result<(), Stop>;

/// Why a rule ends without having held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It is broken; what is wrong.
    Broken(String),
    /// It says nothing about this server; why.
    Skip(String),
    /// There was nothing to judge; why.
    Unasked(String),
}

pub(crate) fn broken(problem: impl Into<String>) -> Stop {
    Stop::Broken(problem.into())
}

pub(crate) fn skip(reason: impl Into<String>) -> Stop {
    Stop::Skip(reason.into())
}
