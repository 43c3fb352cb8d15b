//! Tags made of several things: versions, and whatever else a representation depends on.

mod builder;
mod collection;
mod ingredient;
mod types;

pub use self::{
    builder::ETagBuilder,
    collection::Collection,
    ingredient::{Escaped, Ingredient},
};
