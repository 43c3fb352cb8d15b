//! Changes to the database, each against the very version that was checked.
//!
//! The preconditions of a request are decided before its body is read, so another writer can
//! come in between. The `WHERE id = … AND version = …` of these statements closes that gap:
//! where the row has moved on, no row matches, nothing is written, and the caller learns it.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};

use super::Store;
use super::database::{Pool, Transaction, on};
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

/// The steps of one write. Dropping the transaction without a commit undoes them.
struct Write<'a> {
    transaction: &'a mut Transaction,
    at: DateTime<Utc>,
}

impl<'a> Write<'a> {
    async fn now(transaction: &'a mut Transaction) -> Result<Self> {
        let at = transaction.now().await?;
        Ok(Self { transaction, at })
    }

    async fn insert(mut self, id: i64, change: &EntryChange) -> Result<Entry> {
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

    async fn replace(mut self, checked: &Entry, change: &EntryChange) -> Result<Option<Entry>> {
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

    async fn remove(mut self, checked: &Entry) -> Result<bool> {
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
