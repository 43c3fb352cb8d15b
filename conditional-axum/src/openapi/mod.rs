//! What a guard adds to an API's document: told once, written into the types of each crate that makes
//! such documents.

#[cfg(feature = "aide-015")]
pub mod aide_015;
mod description;
#[cfg(feature = "utoipa-6")]
pub mod utoipa_6;
