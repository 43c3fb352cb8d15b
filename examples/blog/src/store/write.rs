//! Changes to the database, each against the very version that was checked.
//!
//! The preconditions of a request are decided before its body is read, so another writer can
//! come in between. The `WHERE id = … AND version = …` of these statements closes that gap:
//! where the row has moved on, no row matches, nothing is written, and the caller learns it.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};

use super::Store;
use super::database::{Pool, Transaction, on};
use super::steps::Write;
use super::write_error::WriteError;
use crate::entry::{Blog, Entry, EntryChange};

/// The numbers that a client may choose; after the last of them there is room for new ones.
const NUMBERS: RangeInclusive<i64> = 1..=1_000_000_000;

type Result<T> = std::result::Result<T, WriteError>;

impl Store {
    /// Adds a blog with the given number, unless there is one.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn create_blog(&self, blog: &Blog) -> std::result::Result<(), sqlx::Error> {
        on!(Pool, &self.pool, |pool| sqlx::query(
            "INSERT INTO blogs (id, title, tagline, revision, changed_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING",
        )
        .bind(blog.id)
        .bind(&blog.title)
        .bind(&blog.tagline)
        .bind(blog.revision)
        .bind(blog.changed_at)
        .execute(pool)
        .await
        .map(drop))
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
        let write = Write::now(&mut transaction).await?;
        let entry = write.insert(id, change).await?;
        commit(transaction).await?;
        Ok(entry)
    }

    /// Creates the entry `id` unless there is one; `None` where there is.
    ///
    /// # Errors
    ///
    /// When the blog does not exist or the database fails.
    pub async fn create_at(&self, id: i64, change: &EntryChange) -> Result<Option<Entry>> {
        self.create_with(id, change, None).await
    }

    /// [`Store::create_at`] with a date of the caller's choice.
    pub(crate) async fn create_dated(
        &self,
        id: i64,
        change: &EntryChange,
        at: DateTime<Utc>,
    ) -> Result<Option<Entry>> {
        self.create_with(id, change, Some(at)).await
    }

    async fn create_with(
        &self,
        id: i64,
        change: &EntryChange,
        at: Option<DateTime<Utc>>,
    ) -> Result<Option<Entry>> {
        if !NUMBERS.contains(&id) {
            return Err(WriteError::NoSuchNumber(id));
        }
        let mut transaction = self.begin().await?;
        if is_taken(&mut transaction, id).await? {
            return Ok(None);
        }
        let mut write = Write::now(&mut transaction).await?;
        write.at = at.unwrap_or(write.at);
        let entry = write.insert(id, change).await?;
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
        let write = Write::now(&mut transaction).await?;
        let Some(entry) = write.replace(checked, change).await? else {
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
        let write = Write::now(&mut transaction).await?;
        let deleted = write.remove(checked).await?;
        if deleted {
            commit(transaction).await?;
        }
        Ok(deleted)
    }
}

impl Store {
    async fn begin(&self) -> Result<Transaction> {
        Ok(self.pool.begin().await?)
    }
}

async fn commit(transaction: Transaction) -> Result<()> {
    Ok(transaction.commit().await?)
}

async fn blog(transaction: &mut Transaction, id: i64) -> Result<Option<Blog>> {
    on!(Transaction, transaction, |transaction| {
        let blog = sqlx::query_as("SELECT * FROM blogs WHERE id = $1").bind(id);
        Ok(blog.fetch_optional(&mut **transaction).await?)
    })
}

async fn is_taken(transaction: &mut Transaction, id: i64) -> Result<bool> {
    on!(Transaction, transaction, |transaction| {
        let entry = sqlx::query("SELECT id FROM entries WHERE id = $1").bind(id);
        Ok(entry.fetch_optional(&mut **transaction).await?.is_some())
    })
}

async fn next_id(transaction: &mut Transaction) -> Result<i64> {
    on!(Transaction, transaction, |transaction| {
        let next = sqlx::query_scalar("SELECT next FROM numbers");
        Ok(next.fetch_one(&mut **transaction).await?)
    })
}
