//! Parts of a representation, and `If-Range`.

pub(super) mod if_range;
pub(super) mod partial;
