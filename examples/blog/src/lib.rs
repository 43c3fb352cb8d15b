//! A small blog that shows conditional requests on real pages and on a JSON API.
//!
//! | route | guard |
//! |---|---|
//! | `/`, `/blogs/{blog}` | `Last-Modified`: the latest change to the blog, deletions included |
//! | `/entries/{id}` | `ETag` from the version and `Last-Modified` |
//! | `/feed`, `/blogs/{blog}/feed` | a hash of the feed, by [`ConditionalLayer`] |
//! | `/assets/…` | the same, `public, max-age=3600` |
//! | `/drafts` | `private` |
//! | `/files/{name}` | a tag from length and time of change, `Last-Modified`, and ranges |
//! | `/api/entries` | `ETag` from the blog's revision counter |
//! | `/api/entries/{id}` | the entry pages' own validators, for reads and writes |
//! | `/stats`, `/metrics` | none: they are other ones at each request |
//!
//! Pages are compressed, and [`CodingTagsLayer`] keeps their tags true.
//!
//! [`ConditionalLayer`]: conditional_axum::ConditionalLayer
//! [`CodingTagsLayer`]: conditional_axum::CodingTagsLayer
//!
//! [`app::app`] is the whole application as a router; `main.rs` only binds and serves it.

#![expect(
    clippy::exhaustive_structs,
    clippy::exhaustive_enums,
    reason = "an application: no other crate builds on its types"
)]

pub mod app;
pub mod args;
pub mod build;
pub mod entry;
pub mod files;
pub mod greeting;
pub mod hosts;
pub mod log;
pub mod numbers;
pub mod start;
pub mod state;
pub mod store;

mod api;
mod assets;
mod diff;
mod edge;
mod error;
mod markdown;
mod merge;
mod pages;
mod seed;
mod validators;
mod write;
