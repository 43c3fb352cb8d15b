//! The server's side of the comparison: what a GET would send now, and what of it is published.

mod publish;
mod resource;
mod selected;

pub use self::{publish::Published, resource::Resource, selected::Representation};
