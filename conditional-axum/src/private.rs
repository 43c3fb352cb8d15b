//! Every function and type that the attribute macros name or that stands in the types they
//! generate, and nothing else. Not public API: it may change in any release.

pub use axum::http::HeaderValue;
pub use axum::response::{IntoResponse, Response};
pub use conditional_core::{
    CacheControl, ETag, ETagBuilder, LastModified, Representation, Resource,
};

pub use crate::fields::*;
pub use crate::guard::arguments::*;
pub use crate::guard::current::{FromLoaded, current};
pub use crate::guard::decide::*;
pub use crate::guard::head::*;
pub use crate::guard::last_argument::*;
pub use crate::guard::outcome::*;
pub use crate::policy::*;
