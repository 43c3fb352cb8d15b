//! What guards add to the documents of APIs, by the crates that write them.

mod by_aide;
mod by_utoipa;
mod fixture;
mod operation;
