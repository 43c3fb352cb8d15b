//! The cases that are measured: a handler, the request it gets, and what it is compared with.

#![expect(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::exhaustive_structs,
    clippy::missing_panics_doc,
    reason = "programs that measure: a failure should stop them"
)]

#[expect(
    clippy::too_many_arguments,
    clippy::trivially_copy_pass_by_ref,
    reason = "handlers and validators of many kinds are among the cases"
)]
pub mod cases;
pub mod deciding;
pub mod inputs;
pub mod limits;
pub mod measure;
pub mod wire;
