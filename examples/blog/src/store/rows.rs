//! Rows of the tables as the blog's own types.
//!
//! Written out: the derive macro would compile the database driver a second time, for the compiler.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Result, Row as _};

use crate::entry::{Blog, Entry, Record};

impl FromRow<'_, SqliteRow> for Blog {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            title: row.try_get("title")?,
            tagline: row.try_get("tagline")?,
            revision: row.try_get("revision")?,
            changed_at: row.try_get("changed_at")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Entry {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            blog_id: row.try_get("blog_id")?,
            title: row.try_get("title")?,
            body: row.try_get("body")?,
            author: row.try_get("author")?,
            published_at: row.try_get("published_at")?,
            changed_at: row.try_get("changed_at")?,
            version: row.try_get("version")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Record {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            entry_id: row.try_get("entry_id")?,
            version: row.try_get("version")?,
            action: row.try_get("action")?,
            title: row.try_get("title")?,
            body: row.try_get("body")?,
            author: row.try_get("author")?,
            at: row.try_get("at")?,
        })
    }
}
