//! Guarded handlers as their clients see them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::unused_async,
    clippy::allow_attributes,
    clippy::items_after_statements,
    clippy::result_large_err,
    clippy::too_many_arguments,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    unused_qualifications,
    reason = "a test says what happens by failing, and its handlers have the shapes that users write"
)]

mod allocations;
mod applied;
mod auth;
mod by_hand;
mod clock_grain;
mod decision_extension;
mod decision_table;
mod delete;
mod dialect;
mod extractors;
mod fixture;
mod future_size;
mod get;
mod head;
mod headers;
mod http2;
mod laziness;
mod lost_update;
mod missing;
mod mistakes;
mod patch;
mod policy;
mod preconditions_extractor;
mod put;
mod range;

mod refusal;
mod refusal_texts;
mod refused_upload;
mod repeated;
mod representations;
mod required;
mod resource;
mod security;
mod spliced;
mod upload;
