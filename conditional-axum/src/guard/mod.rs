//! What the attribute macros generate calls to, in the order of the calls:
//! the last parameter is opened, the user's functions are called with the shared values and
//! settled, the guard decides, the body is read, the handler's answer is finished.

pub(crate) mod arguments;
#[cfg(feature = "axum-extra-012")]
mod axum_extra_012;
mod by_hand;
pub(crate) mod current;
pub(crate) mod decide;
mod extraction;
pub mod facts;
mod finish;
pub(crate) mod guarded;
pub(crate) mod head;
pub(crate) mod header_values;
pub(crate) mod last_parameter;
pub(crate) mod later;
pub(crate) mod outcome;
pub(crate) mod range;
pub(crate) mod refused_upload;
pub(crate) mod resource_derive;
pub(crate) mod response_fields;
pub(crate) mod rules;
mod stop;
mod verdict;
pub(crate) mod wanted;
