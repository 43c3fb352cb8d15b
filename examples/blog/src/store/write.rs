//! Changes to the database, each against the very version that was checked.
//!
//! The preconditions of a request are decided before its body is read, so another writer can
//! come in between. The `WHERE id = ? AND version = ?` of these statements closes that gap:
//! where the row has moved on, no row matches, nothing is written, and the caller learns it.

use std::ops::RangeInclusive;

use chrono::{DateTime, SubsecRound as _, Utc};
use sqlx::{Sqlite, Transaction};

use super::Store;
use super::write_error::WriteError;
use crate::entry::{Blog, Entry, EntryChange};

/// The numbers that a client may choose; after the last of them there is room for new ones.
const NUMBERS: RangeInclusive<i64> = 1..=1_000_000_000;

type Result<T> = std::result::Result<T, WriteError>;

impl Store {
    /// Adds a blog with the given number.
    ///
    /// # Errors
    ///
    /// When the number is taken or the database fails.
    pub async fn create_blog(&self, blog: &Blog) -> std::result::Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO blogs (id, title, tagline, revision, changed_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(blog.id)
        .bind(&blog.title)
        .bind(&blog.tagline)
        .bind(blog.revision)
        .bind(blog.changed_at)
        .execute(&self.pool)
        .await
        .map(drop)
    }

    /// Creates an entry under the next number, provided that `check` agrees to the list of blog
    /// `list` as it is in the very transaction of the write.
    ///
    /// # Errors
    ///
    /// That of `check`; or when the blog does not exist or the database fails.
    pub async fn create<E: From<WriteError>>(
        &self,
        change: &EntryChange,
        list: i64,
        check: impl FnOnce(Option<Blog>) -> std::result::Result<(), E>,
    ) -> std::result::Result<Entry, E> {
        let mut transaction = self.begin().await?;
        check(blog(&mut transaction, list).await?)?;
        let id = next_id(&mut transaction).await?;
        let entry = Write::now(&mut transaction).insert(id, change).await?;
        commit(transaction).await?;
        Ok(entry)
    }

    /// Creates the entry `id` unless there is one; `None` where there is.
    ///
    /// # Errors
    ///
    /// When the blog does not exist or the database fails.
    pub async fn create_at(&self, id: i64, change: &EntryChange) -> Result<Option<Entry>> {
        self.create_dated(id, change, now()).await
    }

    /// [`Store::create_at`] with a date of the caller's choice.
    pub(crate) async fn create_dated(
        &self,
        id: i64,
        change: &EntryChange,
        at: DateTime<Utc>,
    ) -> Result<Option<Entry>> {
        if !NUMBERS.contains(&id) {
            return Err(WriteError::NoSuchNumber(id));
        }
        let mut transaction = self.begin().await?;
        let taken = sqlx::query("SELECT 1 FROM entries WHERE id = ?")
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?
            .is_some();
        if taken {
            return Ok(None);
        }
        let entry = Write {
            transaction: &mut transaction,
            at,
        }
        .insert(id, change)
        .await?;
        commit(transaction).await?;
        Ok(Some(entry))
    }

    /// Writes `change` over the version in `checked`; `None` where that is no longer the current.
    ///
    /// # Errors
    ///
    /// When the blog does not exist or the database fails.
    pub async fn update(&self, checked: &Entry, change: &EntryChange) -> Result<Option<Entry>> {
        let mut transaction = self.begin().await?;
        let Some(entry) = Write::now(&mut transaction)
            .replace(checked, change)
            .await?
        else {
            return Ok(None);
        };
        commit(transaction).await?;
        Ok(Some(entry))
    }

    /// Deletes the version in `checked`; `false` where that is no longer the current.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn delete(&self, checked: &Entry) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let deleted = Write::now(&mut transaction).remove(checked).await?;
        if deleted {
            commit(transaction).await?;
        }
        Ok(deleted)
    }
}

impl Store {
    /// A transaction that no other write can come into.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }
}

async fn commit(transaction: Transaction<'static, Sqlite>) -> Result<()> {
    Ok(transaction.commit().await?)
}

async fn blog(transaction: &mut Transaction<'static, Sqlite>, id: i64) -> Result<Option<Blog>> {
    let blog = sqlx::query_as("SELECT * FROM blogs WHERE id = ?").bind(id);
    Ok(blog.fetch_optional(&mut **transaction).await?)
}

async fn next_id(transaction: &mut Transaction<'static, Sqlite>) -> Result<i64> {
    let next = sqlx::query_scalar("SELECT next FROM numbers");
    Ok(next.fetch_one(&mut **transaction).await?)
}

/// The steps of one write. Dropping the transaction without a commit undoes them.
struct Write<'a> {
    transaction: &'a mut Transaction<'static, Sqlite>,
    at: DateTime<Utc>,
}

impl<'a> Write<'a> {
    fn now(transaction: &'a mut Transaction<'static, Sqlite>) -> Self {
        Self {
            transaction,
            at: now(),
        }
    }

    async fn insert(mut self, id: i64, change: &EntryChange) -> Result<Entry> {
        self.touch(change.blog_id).await?;
        let entry: Entry = sqlx::query_as(
            "INSERT INTO entries \
             (id, blog_id, title, body, author, published_at, changed_at, version) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, \
             COALESCE((SELECT MAX(version) FROM history WHERE entry_id = ?1), 0) + 1) \
             RETURNING *",
        )
        .bind(id)
        .bind(change.blog_id)
        .bind(&change.title)
        .bind(&change.body)
        .bind(&change.author)
        .bind(change.published_at)
        .bind(self.at)
        .fetch_one(&mut **self.transaction)
        .await?;
        self.record("create", &entry, Some(&entry.author)).await?;
        self.count_past(id).await?;
        Ok(entry)
    }

    /// Where this was the number for the next new entry, that is now the first one after it which
    /// no entry has had.
    async fn count_past(&mut self, id: i64) -> Result<()> {
        sqlx::query(
            "UPDATE numbers SET next = ( \
             WITH RECURSIVE free (n) AS ( \
             SELECT ?1 + 1 UNION ALL SELECT n + 1 FROM free \
             WHERE EXISTS (SELECT 1 FROM history WHERE entry_id = n)) \
             SELECT MAX(n) FROM free) WHERE next = ?1",
        )
        .bind(id)
        .execute(&mut **self.transaction)
        .await?;
        Ok(())
    }

    async fn replace(mut self, checked: &Entry, change: &EntryChange) -> Result<Option<Entry>> {
        self.touch(change.blog_id).await?;
        if checked.blog_id != change.blog_id {
            self.touch(checked.blog_id).await?;
        }
        let written: Option<Entry> = sqlx::query_as(
            "UPDATE entries SET blog_id = ?, title = ?, body = ?, author = ?, published_at = ?, \
             changed_at = MAX(changed_at, ?), version = version + 1 \
             WHERE id = ? AND version = ? RETURNING *",
        )
        .bind(change.blog_id)
        .bind(&change.title)
        .bind(&change.body)
        .bind(&change.author)
        .bind(change.published_at)
        .bind(self.at)
        .bind(checked.id)
        .bind(checked.version)
        .fetch_optional(&mut **self.transaction)
        .await?;
        let Some(entry) = written else {
            return Ok(None);
        };
        self.record("update", &entry, Some(&entry.author)).await?;
        Ok(Some(entry))
    }

    async fn remove(mut self, checked: &Entry) -> Result<bool> {
        let removed: Option<Entry> =
            sqlx::query_as("DELETE FROM entries WHERE id = ? AND version = ? RETURNING *")
                .bind(checked.id)
                .bind(checked.version)
                .fetch_optional(&mut **self.transaction)
                .await?;
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
        let touched = sqlx::query(
            "UPDATE blogs SET revision = revision + 1, changed_at = MAX(changed_at, ?) \
             WHERE id = ?",
        )
        .bind(self.at)
        .bind(blog)
        .execute(&mut **self.transaction)
        .await?;
        if touched.rows_affected() == 0 {
            return Err(WriteError::NoSuchBlog(blog));
        }
        Ok(())
    }

    async fn record(&mut self, action: &str, entry: &Entry, author: Option<&str>) -> Result<()> {
        sqlx::query(
            "INSERT INTO history (entry_id, version, action, title, body, author, at) \
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(entry.id)
        .bind(entry.version)
        .bind(action)
        .bind(&entry.title)
        .bind(&entry.body)
        .bind(author)
        .bind(self.at)
        .execute(&mut **self.transaction)
        .await?;
        Ok(())
    }
}

/// Microseconds are what the database's text keeps, so a row equals what was written.
fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
