//! Rows of the tables as the blog's own types.
//!
//! Written out: the derive macro would compile the database driver a second time, for the compiler.

use chrono::{DateTime, Utc};
use sqlx::{ColumnIndex, Decode, FromRow, Result, Row, Type};

use crate::entry::{Blog, Entry, Record};

/// A type of columns in whichever database it is.
trait Column<'r, R: Row>: Decode<'r, R::Database> + Type<R::Database> {}

impl<'r, R: Row, T: Decode<'r, R::Database> + Type<R::Database>> Column<'r, R> for T {}

impl<'r, R: Row> FromRow<'r, R> for Blog
where
    &'static str: ColumnIndex<R>,
    i64: Column<'r, R>,
    String: Column<'r, R>,
    DateTime<Utc>: Column<'r, R>,
{
    fn from_row(row: &'r R) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            title: row.try_get("title")?,
            tagline: row.try_get("tagline")?,
            revision: row.try_get("revision")?,
            changed_at: row.try_get("changed_at")?,
        })
    }
}

impl<'r, R: Row> FromRow<'r, R> for Entry
where
    &'static str: ColumnIndex<R>,
    i64: Column<'r, R>,
    String: Column<'r, R>,
    DateTime<Utc>: Column<'r, R>,
    Option<DateTime<Utc>>: Column<'r, R>,
{
    fn from_row(row: &'r R) -> Result<Self> {
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

impl<'r, R: Row> FromRow<'r, R> for Record
where
    &'static str: ColumnIndex<R>,
    i64: Column<'r, R>,
    String: Column<'r, R>,
    DateTime<Utc>: Column<'r, R>,
    Option<String>: Column<'r, R>,
{
    fn from_row(row: &'r R) -> Result<Self> {
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
