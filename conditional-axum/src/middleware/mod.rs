//! Layers that work on whole routers.
//!
//! | layer | what it does |
//! |---|---|
//! | [`ConditionalLayer`](crate::ConditionalLayer) | gives tags to responses whose validators are not known beforehand: see [`body_tags`] |
//! | [`CodingTagsLayer`](crate::CodingTagsLayer) | keeps strong tags true outside of a compressor: see [`coding_tags`] |
//! | [`GuardSettings`](crate::GuardSettings) | gives the guards inside another clock, and says what becomes of refused uploads |
//! | `MetricsLayer` (feature `metrics-024`) | counts what guards decide, and measures what it costs |
//! | [`RefusalLayer`](crate::RefusalLayer) | gives every 412 and 428 a body of the application's own: see [`refusals`] |

mod around;
#[cfg(feature = "layer")]
pub mod body_tags;
#[cfg(feature = "layer")]
pub mod coding_tags;
#[cfg(feature = "metrics-024")]
pub mod decision_metrics;
pub mod guard_settings;
pub mod refusals;

pub use self::around::{Around, ResponseFuture};
