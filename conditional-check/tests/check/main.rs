//! The rules against servers that are right, and against such as are wrong in one thing; and the
//! command.

#![expect(clippy::unwrap_used, reason = "a test that fails shall fail loudly")]

mod changes;
mod command;
mod faults;

mod options;
mod site;
mod skipped;
mod transport;
mod unusual;
