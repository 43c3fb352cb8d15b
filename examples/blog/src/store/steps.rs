//! What one write does to the tables, in its transaction.

use chrono::{DateTime, Utc};

use super::database::{Transaction, on};
use super::write_error::WriteError;
use crate::entry::{Entry, EntryChange};

type Result<T> = std::result::Result<T, WriteError>;

/// The steps of one write. Dropping the transaction without a commit undoes them.
pub(super) struct Write<'a> {
    transaction: &'a mut Transaction,
    /// When all of it happens.
    pub(super) at: DateTime<Utc>,
}

impl<'a> Write<'a> {
    pub(super) async fn now(transaction: &'a mut Transaction) -> Result<Self> {
        let at = transaction.now().await?;
        Ok(Self { transaction, at })
    }

    pub(super) async fn insert(mut self, id: i64, change: &EntryChange) -> Result<Entry> {
        self.touch(change.blog_id).await?;
        let entry: Entry = on!(Transaction, &mut *self.transaction, |transaction| {
            sqlx::query_as(
                "INSERT INTO entries \
                 (id, blog_id, title, body, author, published_at, changed_at, version) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, \
                 COALESCE((SELECT MAX(version) FROM history WHERE entry_id = $1), 0) + 1) \
                 RETURNING *",
            )
            .bind(id)
            .bind(change.blog_id)
            .bind(&change.title)
            .bind(&change.body)
            .bind(&change.author)
            .bind(change.published_at)
            .bind(self.at)
            .fetch_one(&mut **transaction)
            .await?
        });
        self.record("create", &entry, Some(&entry.author)).await?;
        self.count_past(id).await?;
        Ok(entry)
    }

    /// Where this was the number for the next new entry, that is now the first one after it which
    /// no entry has had.
    async fn count_past(&mut self, id: i64) -> Result<()> {
        on!(Transaction, &mut *self.transaction, |transaction| {
            sqlx::query(
                "UPDATE numbers SET next = ( \
                 WITH RECURSIVE free (n) AS ( \
                 SELECT $1 + 1 UNION ALL SELECT n + 1 FROM free \
                 WHERE EXISTS (SELECT 1 FROM history WHERE entry_id = n)) \
                 SELECT MAX(n) FROM free) WHERE next = $1",
            )
            .bind(id)
            .execute(&mut **transaction)
            .await
            .map(drop)?;
        });
        Ok(())
    }

    pub(super) async fn replace(
        mut self,
        checked: &Entry,
        change: &EntryChange,
    ) -> Result<Option<Entry>> {
        self.touch(change.blog_id).await?;
        if checked.blog_id != change.blog_id {
            self.touch(checked.blog_id).await?;
        }
        let written: Option<Entry> = on!(Transaction, &mut *self.transaction, |transaction| {
            sqlx::query_as(
                "UPDATE entries SET blog_id = $1, title = $2, body = $3, author = $4, \
                 published_at = $5, version = version + 1, \
                 changed_at = CASE WHEN changed_at > $6 THEN changed_at ELSE $6 END \
                 WHERE id = $7 AND version = $8 RETURNING *",
            )
            .bind(change.blog_id)
            .bind(&change.title)
            .bind(&change.body)
            .bind(&change.author)
            .bind(change.published_at)
            .bind(self.at)
            .bind(checked.id)
            .bind(checked.version)
            .fetch_optional(&mut **transaction)
            .await?
        });
        let Some(entry) = written else {
            return Ok(None);
        };
        self.record("update", &entry, Some(&entry.author)).await?;
        Ok(Some(entry))
    }

    pub(super) async fn remove(mut self, checked: &Entry) -> Result<bool> {
        let removed: Option<Entry> = on!(Transaction, &mut *self.transaction, |transaction| {
            sqlx::query_as("DELETE FROM entries WHERE id = $1 AND version = $2 RETURNING *")
                .bind(checked.id)
                .bind(checked.version)
                .fetch_optional(&mut **transaction)
                .await?
        });
        let Some(mut entry) = removed else {
            return Ok(false);
        };
        self.touch(entry.blog_id).await?;
        entry.version += 1;
        self.record("delete", &entry, None).await?;
        Ok(true)
    }

    /// Moves the blog's own validators, which cover every entry in it.
    async fn touch(&mut self, blog: i64) -> Result<()> {
        let touched = on!(Transaction, &mut *self.transaction, |transaction| {
            sqlx::query(
                "UPDATE blogs SET revision = revision + 1, \
                 changed_at = CASE WHEN changed_at > $1 THEN changed_at ELSE $1 END WHERE id = $2",
            )
            .bind(self.at)
            .bind(blog)
            .execute(&mut **transaction)
            .await?
            .rows_affected()
        });
        if touched == 0 {
            return Err(WriteError::NoSuchBlog(blog));
        }
        Ok(())
    }

    async fn record(&mut self, action: &str, entry: &Entry, author: Option<&str>) -> Result<()> {
        on!(Transaction, &mut *self.transaction, |transaction| {
            sqlx::query(
                "INSERT INTO history (entry_id, version, action, title, body, author, at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(entry.id)
            .bind(entry.version)
            .bind(action)
            .bind(&entry.title)
            .bind(&entry.body)
            .bind(author)
            .bind(self.at)
            .execute(&mut **transaction)
            .await
            .map(drop)?;
        });
        Ok(())
    }
}
