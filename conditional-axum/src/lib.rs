//! HTTP conditional requests (RFC 9110 §13) for axum: one attribute on a handler answers
//! `304 Not Modified`, `412 Precondition Failed` or `428 Precondition Required` before the page is
//! rendered, the upload is read or the data is touched.
#![cfg_attr(feature = "macros", doc = "", doc = include_str!("docs/first.md"))]
//!
//! # Where to read on
//!
//! | page | question |
//! |---|---|
//! | [`condition`](macro@condition) | What does the attribute do, in which order, and what are its arguments? |
//! | [`guide::sharing`] | How does a validator function get the handler's extractors, and what may it return? |
//! | [`guide::choosing`] | Which validator for which page, which tool for which job? |
//! | [`guide::writing`] | How do writes not overwrite each other? |
//! | [`guide::responses`] | What is in a 304, 412 and 428, and what do logs and outer layers see of it? |
//! | [`middleware`] | What do `ConditionalLayer` and `CodingTagsLayer` do, and where do they go? |
//!
//! # Words
//!
//! They are those of RFC 9110.
//!
//! | word | meaning | type |
//! |---|---|---|
//! | validator | an entity-tag or a modification date | [`ETag`], [`LastModified`] |
//! | validator function | a function of yours that computes one cheaply | `fn`, `async fn`, closure |
//! | selected representation | what a GET of this URL would send now: missing, or present with up to two validators | [`Representation`], [`Resource`] |
//! | precondition | what a conditional header field of the request demands | [`Preconditions`] |
//! | decision | proceed, not modified, precondition failed or required | [`Decision`] |
//!
//! # Features
//!
//! A feature adds and never changes what is there.
//!
//! | feature | default | brings |
//! |---|---|---|
//! | `macros` | yes | `#[condition]`, `#[etag]`, `#[last_modified]`, `#[derive(Resource)]` |
//! | `layer` | yes | `ConditionalLayer` and `CodingTagsLayer`; tags from SHA-256 digests (`ETag::digest`, `ETagBuilder::digest`, `Collection::from_members`) |
//! | `tracing` | yes | one event for each decision, at DEBUG, target `conditional_axum` |
//! | `chrono` | no | `chrono::DateTime` as a modification date and in tags |
//! | `jiff` | no | `jiff::Timestamp` as a modification date and in tags |
//! | `time` | no | `time::OffsetDateTime` as a modification date and in tags |
//! | `serde` | no | [`CacheControl`] in configuration files |

mod clock;
mod event;
mod extract;
mod guard;
pub mod middleware;
mod response;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use conditional_core::{
    CacheControl, Collection, ConditionalField, Decision, ETag, ETagBuilder, Escaped, Fields,
    Ingredient, InvalidCacheControl, InvalidDate, InvalidETag, LastModified, Representation,
    Resource, is_safe_read,
};
#[cfg(feature = "macros")]
#[doc = include_str!("docs/resource.md")]
pub use conditional_macros::Resource;
#[cfg(feature = "macros")]
#[doc = include_str!("docs/condition.md")]
pub use conditional_macros::condition;
#[cfg(feature = "macros")]
#[doc = include_str!("docs/etag.md")]
pub use conditional_macros::etag;
#[cfg(feature = "macros")]
#[doc = include_str!("docs/last_modified.md")]
pub use conditional_macros::last_modified;

pub use crate::extract::preconditions::Preconditions;
pub use crate::guard::current::Current;
#[cfg(feature = "layer")]
pub use crate::middleware::body_tags::ConditionalLayer;
#[cfg(feature = "layer")]
pub use crate::middleware::coding_tags::CodingTagsLayer;
pub use crate::middleware::refusals::{Refusal, RefusalLayer};
pub use crate::response::precondition_failed::PreconditionFailed;
pub use crate::response::stopped::Stopped;

/// Prose: how the pieces are put to use.
// Examples need the attributes and the layer, so the pages are there for rustdoc only with both.
#[cfg(all(doc, feature = "macros", feature = "layer"))]
pub mod guide {
    #[doc = include_str!("docs/choosing.md")]
    pub mod choosing {}

    #[doc = include_str!("docs/responses.md")]
    pub mod responses {}

    #[doc = include_str!("docs/sharing.md")]
    pub mod sharing {}

    #[doc = include_str!("docs/writing.md")]
    pub mod writing {}
}

/// The examples of the README are tests.
#[cfg(all(doctest, feature = "macros", feature = "chrono"))]
#[doc = include_str!("../../README.md")]
struct Readme;
