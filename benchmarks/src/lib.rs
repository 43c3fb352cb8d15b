//! The cases that are measured: a handler, the request it gets, and what it is compared with.

#![expect(
    missing_docs,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "programs that measure: a failure should stop them"
)]

pub mod cases;
pub mod limits;
pub mod measure;
