//! Tags made of several things: versions, and whatever else a representation depends on.

mod builder;
mod collection;
mod ingredient;

pub use self::{
    builder::{ETagBuilder, Escaped},
    collection::Collection,
    ingredient::Ingredient,
};
