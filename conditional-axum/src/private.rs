//! Every function and type that the attribute macros name or that stands in the types they
//! generate, and nothing else. Not public API: it may change in any release.

pub use axum::http::HeaderValue;
pub use axum::response::{IntoResponse, Response};
pub use conditional_core::{
    CacheControl, ETag, ETagBuilder, LastModified, Representation, Resource, check_field_names,
};

pub use crate::guard::arguments::{
    Argument, ByValue, Cloned, Extracted, Function, Here, Late, Lent, Mutable, Never, Slot,
    Supplies, There, attempt,
};
pub use crate::guard::current::{Current, FromLoaded, HandedOver, current};
pub use crate::guard::decide::Guard;
pub use crate::guard::facts;
pub use crate::guard::guarded::{Guarded, respond};
pub use crate::guard::head::Head;
pub use crate::guard::header_values::{IntoCacheControl, IntoVary, cache_control, vary};
pub use crate::guard::last_parameter::{
    CalledByTheRouterSoDebugHandlerGoesBelow, Deferred, Inside, Last, ViaBody, ViaParts, ViaRequest,
};
pub use crate::guard::later::Later;
pub use crate::guard::outcome::{Otherwise, Returned};
pub use crate::guard::range::Ranged;
pub use crate::guard::refused_upload::RefusedUpload;
pub use crate::guard::resource_derive::{DateField, date_of_field, mix_field, tag_of_field};
pub use crate::guard::response_fields::{Computed, add_cache_control, add_vary};
pub use crate::guard::rules::Rules;
pub use crate::guard::wanted::{Answer, IntoETag, IntoFields, IntoLastModified, IsApplied, Loaded};
#[cfg(feature = "utoipa-6")]
pub use crate::openapi::utoipa_6::documented;
