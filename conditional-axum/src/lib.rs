//! HTTP conditional requests for axum.

mod clock;
mod event;
mod extract;
mod fields;
mod guard;
mod policy;
mod response;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use conditional_core::*;
pub use conditional_macros::{Resource, condition, etag, last_modified};

pub use crate::extract::preconditions::Preconditions;
pub use crate::guard::current::Current;
pub use crate::response::precondition_failed::PreconditionFailed;
pub use crate::response::refusal::{Refusal, RefusalFuture, RefusalLayer, Refusals};
pub use crate::response::stopped::Stopped;
