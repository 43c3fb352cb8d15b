//! The client's side of the comparison: the conditional fields of a request, and no decision.

mod clock;
mod dialect;
mod entity_tags;
mod field;
mod fields;
mod kept;
mod lines;
mod present;
mod values;

pub(crate) use self::entity_tags::Comparison;
pub use self::{dialect::Dialect, field::ConditionalField, fields::Fields, kept::Preconditions};
#[doc(hidden)]
pub use self::{
    entity_tags::{TagPositions, tag_positions},
    present::Present,
};
