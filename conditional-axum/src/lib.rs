#![cfg_attr(docsrs, feature(doc_cfg))]
//! HTTP conditional requests (RFC 9110 §13) for axum: one attribute on a handler answers
//! `304 Not Modified`, `412 Precondition Failed` or `428 Precondition Required` before the page is
//! rendered, the upload is parsed or the data is touched.
//!
#![doc = include_str!("docs/order.svg")]
#![cfg_attr(feature = "macros", doc = "", doc = include_str!("docs/example.md"))]
//!
#![doc = include_str!("docs/front.md")]

mod clock;
mod event;
mod extract;
mod guard;
pub mod middleware;
#[cfg(any(feature = "aide-015", feature = "utoipa-6"))]
mod openapi;
mod response;
mod settings;
#[cfg(feature = "testing")]
pub mod testing;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use conditional_core::{
    CacheControl, Cacheable, Collection, ConditionalField, Decision, Dialect, ETag, ETagBuilder,
    Escaped, Fields, Ingredient, InvalidCacheControl, InvalidDate, InvalidETag, LastModified,
    Published, Representation, Resource, etag_literal, is_safe, is_safe_read,
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
#[cfg(feature = "metrics-024")]
pub use crate::middleware::decision_metrics::MetricsLayer;
pub use crate::middleware::refusals::{Refusal, RefusalLayer};
#[cfg(feature = "aide-015")]
pub use crate::openapi::aide_015;
#[cfg(feature = "utoipa-6")]
pub use crate::openapi::utoipa_6;
pub use crate::response::cache_groups::{CacheGroupInvalidation, CacheGroups};
pub use crate::response::precondition_failed::PreconditionFailed;
pub use crate::response::stopped::Stopped;
pub use crate::response::targeted_cache_control::TargetedCacheControl;
pub use crate::settings::GuardSettings;

// Examples need the attributes and the layer, so the pages are there for rustdoc only with both.
#[cfg(all(doc, feature = "macros", feature = "layer"))]
pub mod guide;
