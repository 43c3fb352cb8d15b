//! Extractors.

pub(crate) mod preconditions;
mod questions;
