//! A shared cache (RFC 9111): what it has stored, and a request of it that is under way.

use crate::replica::{Answer, Conditions, Row, Second, Told};

/// A stored response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stored {
    /// Its validators.
    pub told: Told,
    /// Its `Date`.
    pub date: Second,
    /// The changes in its content.
    pub content: u8,
    /// The version that its content is of. The cache cannot know it; the properties are about it.
    pub version: u8,
}

/// What the cache is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    /// Nothing.
    None,
    /// A request is on its way.
    Sent {
        /// Without any, it is a plain GET.
        conditions: Option<Conditions>,
        /// What the server had when the request was sent.
        version: u8,
    },
    /// A replica has taken the validators of this row and found that the page must be rendered.
    Rendering {
        /// Where.
        replica: usize,
        /// What the validators are of.
        validated: Row,
    },
}

impl Stored {
    /// Stores a response, if that is allowed; what was stored before is replaced in any case.
    pub(crate) const fn of(answer: Answer, row: Row) -> Option<Self> {
        if answer.no_store {
            return None;
        }
        Some(Self {
            told: answer.told,
            date: answer.date,
            content: row.content,
            version: row.version,
        })
    }

    /// How it is revalidated: by its tag, and by its `Last-Modified` or, without one, by its `Date`,
    /// which RFC 9110 §13.1.3 allows.
    pub(crate) const fn conditions(&self) -> Conditions {
        Conditions {
            if_none_match: self.told.etag,
            if_modified_since: match self.told.last_modified {
                Some(date) => date,
                None => self.date,
            },
        }
    }

    /// After a 304: its header fields replace the stored ones (RFC 9111 §3.2, §4.3.4).
    pub(crate) const fn freshened(self, answer: Answer) -> Self {
        let last_modified = match answer.told.last_modified {
            Some(date) => Some(date),
            None => self.told.last_modified,
        };
        Self {
            told: Told {
                last_modified,
                ..self.told
            },
            date: answer.date,
            ..self
        }
    }
}
