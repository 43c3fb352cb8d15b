//! Extractors.

pub(crate) mod preconditions;
