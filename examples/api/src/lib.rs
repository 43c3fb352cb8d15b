//! A task list: a REST API that guards its reads and writes, and documents itself.
//!
//! `tasks` has the handlers, with everything that guards them; `document` makes the two documents,
//! one by aide from the handlers' types, one by utoipa from its attributes.

pub mod app;
mod content;
mod document;
mod failure;
mod page;
mod store;
mod task;
mod tasks;

pub use self::store::Store;
