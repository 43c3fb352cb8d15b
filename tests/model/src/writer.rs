//! A client that reads a page, changes it, and writes it back.

use crate::replica::{Row, Told};

/// How far a writer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Writer {
    /// It has nothing.
    Idle,
    /// It has a copy, and its change of it.
    Holds(Copy),
    /// Its request was checked at a replica, which found this version in the row.
    Checked {
        /// What the client sent.
        copy: Copy,
        /// Where.
        replica: usize,
        /// What was checked.
        version: u8,
    },
    /// The row is written, the answer under way.
    Written(Copy),
    /// It knows that its change is in.
    Done,
}

/// What a writer has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Copy {
    /// The validators that came with it.
    pub told: Told,
    /// The changes in it.
    pub content: u8,
}

/// The bit of a writer's change.
pub(crate) const fn change(writer: usize) -> u8 {
    1 << writer
}

/// The row with a writer's page in place of what was there, as PUT has it.
pub(crate) const fn put(row: Row, copy: Copy, writer: usize, modified: i64) -> Row {
    Row {
        version: row.version + 1,
        modified,
        content: copy.content | change(writer),
    }
}
