//! The answers that the toolkit gives itself, and what it adds to the handler's.

pub(crate) mod applied;
pub(crate) mod cache_groups;
pub(crate) mod explanation;
pub(crate) mod not_modified;
pub(crate) mod precondition_failed;
pub(crate) mod problem;
pub(crate) mod stopped;
pub(crate) mod storing;
pub(crate) mod targeted_cache_control;
pub(crate) mod validators;
