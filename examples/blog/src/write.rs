//! Writes to one entry, after a guard has let them through.
//!
//! The guard decides before the body is read, and another writer can come in between. The
//! statement names the version that was checked, so then it writes nothing. What the request has
//! asked for is looked at once more:
//!
//! - the entry is what the write would make of it: this very request was sent twice, and the other
//!   one came first. That is a success (RFC 9110 §13.1.1);
//! - the preconditions hold for the new version, too (`If-Match: *` names none): write over that;
//! - else they are what refuses the write, as if the guard had seen it.

use conditional_axum::{CacheGroupInvalidation, Preconditions, Resource as _};

use crate::edge;
use crate::entry::{Entry, EntryChange};
use crate::error::AppError;
use crate::store::Store;

/// One request that writes to an entry.
#[derive(Debug)]
pub(crate) struct Write<'a> {
    store: &'a Store,
    id: i64,
    preconditions: &'a Preconditions,
}

/// What a write has come to.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) entry: Entry,
    /// There was none before.
    pub(crate) created: bool,
    /// The blog that the entry was in.
    before: i64,
}

impl<'a> Write<'a> {
    pub(crate) fn new(store: &'a Store, id: i64, preconditions: &'a Preconditions) -> Self {
        Self {
            store,
            id,
            preconditions,
        }
    }

    /// Makes of the entry that was `checked`, or of nothing, what `change` says.
    pub(crate) async fn save(
        &self,
        checked: Option<Entry>,
        change: impl Fn(Option<&Entry>) -> Result<EntryChange, AppError>,
    ) -> Result<Written, AppError> {
        let mut current = checked;
        loop {
            let change = change(current.as_ref())?;
            change.check().map_err(AppError::invalid)?;
            let written = match &current {
                Some(entry) => self.store.update(entry, &change).await?,
                None => self.store.create_at(self.id, &change).await?,
            };
            if let Some(entry) = written {
                let before = current.as_ref().unwrap_or(&entry).blog_id;
                let created = current.is_none();
                return Ok(Written {
                    entry,
                    created,
                    before,
                });
            }
            current = match self.store.entry(self.id).await? {
                Some(entry) if entry.is(&change) => return Ok(Written::before(entry)),
                current => current,
            };
            self.preconditions.check(&current.representation())?;
        }
    }

    /// Deletes the entry that was `checked`.
    pub(crate) async fn delete(&self, checked: Entry) -> Result<Entry, AppError> {
        let mut current = checked;
        while !self.store.delete(&current).await? {
            let entry = self.store.entry(self.id).await?;
            current = entry.ok_or(AppError::NotFound)?;
            self.preconditions.check(&current.representation())?;
        }
        Ok(current)
    }
}

impl Written {
    fn before(entry: Entry) -> Self {
        Self {
            before: entry.blog_id,
            entry,
            created: false,
        }
    }

    /// What caches in front learn from the answer.
    pub(crate) fn has_changed(&self) -> CacheGroupInvalidation {
        edge::has_changed(&self.entry, self.before)
    }
}
