//! Questions to the database. Those for a single column are what the validators ask.

use chrono::{DateTime, Utc};
use sqlx::Result;

use super::Store;
use super::database::{Pool, on};
use crate::entry::{Blog, Entry, Record};

impl Store {
    /// All blogs, in the order of their numbers.
    ///
    /// # Errors
    ///
    /// When the database fails, as for all methods here.
    pub async fn blogs(&self) -> Result<Vec<Blog>> {
        on!(Pool, &self.pool, |pool| sqlx::query_as(
            "SELECT * FROM blogs ORDER BY id"
        )
        .fetch_all(pool)
        .await)
    }

    /// One blog.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn blog(&self, blog: i64) -> Result<Option<Blog>> {
        on!(Pool, &self.pool, |pool| sqlx::query_as(
            "SELECT * FROM blogs WHERE id = $1"
        )
        .bind(blog)
        .fetch_optional(pool)
        .await)
    }

    /// When the blog or any entry of it was last written.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn blog_changed_at(&self, blog: i64) -> Result<Option<DateTime<Utc>>> {
        on!(Pool, &self.pool, |pool| sqlx::query_scalar(
            "SELECT changed_at FROM blogs WHERE id = $1"
        )
        .bind(blog)
        .fetch_optional(pool)
        .await)
    }

    /// How often the blog or any entry of it has been written.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn blog_revision(&self, blog: i64) -> Result<Option<i64>> {
        on!(Pool, &self.pool, |pool| sqlx::query_scalar(
            "SELECT revision FROM blogs WHERE id = $1"
        )
        .bind(blog)
        .fetch_optional(pool)
        .await)
    }

    /// The blog's published entries, the latest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn published(&self, blog: i64) -> Result<Vec<Entry>> {
        on!(Pool, &self.pool, |pool| sqlx::query_as(
            "SELECT * FROM entries WHERE blog_id = $1 AND published_at IS NOT NULL \
             ORDER BY published_at DESC, id DESC",
        )
        .bind(blog)
        .fetch_all(pool)
        .await)
    }

    /// All entries of the blog, drafts included, in the order of their numbers.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn entries(&self, blog: i64) -> Result<Vec<Entry>> {
        on!(Pool, &self.pool, |pool| sqlx::query_as(
            "SELECT * FROM entries WHERE blog_id = $1 ORDER BY id"
        )
        .bind(blog)
        .fetch_all(pool)
        .await)
    }

    /// The drafts of all blogs, the latest change first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn drafts(&self) -> Result<Vec<Entry>> {
        on!(Pool, &self.pool, |pool| sqlx::query_as(
            "SELECT * FROM entries WHERE published_at IS NULL ORDER BY changed_at DESC, id DESC",
        )
        .fetch_all(pool)
        .await)
    }

    /// How often any blog or entry has been written.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn all_revisions(&self) -> Result<i64> {
        on!(Pool, &self.pool, |pool| sqlx::query_scalar(
            "SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT) FROM blogs"
        )
        .fetch_one(pool)
        .await)
    }

    /// One entry with its text.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn entry(&self, id: i64) -> Result<Option<Entry>> {
        on!(Pool, &self.pool, |pool| sqlx::query_as(
            "SELECT * FROM entries WHERE id = $1"
        )
        .bind(id)
        .fetch_optional(pool)
        .await)
    }

    /// The version of one entry.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn entry_version(&self, id: i64) -> Result<Option<i64>> {
        on!(Pool, &self.pool, |pool| sqlx::query_scalar(
            "SELECT version FROM entries WHERE id = $1"
        )
        .bind(id)
        .fetch_optional(pool)
        .await)
    }

    /// When one entry was last changed.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn entry_changed_at(&self, id: i64) -> Result<Option<DateTime<Utc>>> {
        on!(Pool, &self.pool, |pool| sqlx::query_scalar(
            "SELECT changed_at FROM entries WHERE id = $1"
        )
        .bind(id)
        .fetch_optional(pool)
        .await)
    }

    /// The number that the next new entry may take.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn next_id(&self) -> Result<i64> {
        on!(Pool, &self.pool, |pool| sqlx::query_scalar(
            "SELECT next FROM numbers"
        )
        .fetch_one(pool)
        .await)
    }

    /// The latest `most` of the acknowledged writes to the entry before version `before`, the
    /// latest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn history_before(
        &self,
        entry: i64,
        before: i64,
        most: usize,
    ) -> Result<Vec<Record>> {
        on!(Pool, &self.pool, |pool| sqlx::query_as(
            "SELECT * FROM history WHERE entry_id = $1 AND version < $2 \
             ORDER BY version DESC LIMIT $3",
        )
        .bind(entry)
        .bind(before)
        .bind(i64::try_from(most).unwrap_or(i64::MAX))
        .fetch_all(pool)
        .await)
    }

    /// Every acknowledged write to the entry, the first one first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn history(&self, entry: i64) -> Result<Vec<Record>> {
        on!(Pool, &self.pool, |pool| sqlx::query_as(
            "SELECT * FROM history WHERE entry_id = $1 ORDER BY version"
        )
        .bind(entry)
        .fetch_all(pool)
        .await)
    }

    /// The version that the latest write to the entry made, be it a deletion.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn latest_write(&self, entry: i64) -> Result<Option<i64>> {
        on!(Pool, &self.pool, |pool| sqlx::query_scalar(
            "SELECT MAX(version) FROM history WHERE entry_id = $1"
        )
        .bind(entry)
        .fetch_one(pool)
        .await)
    }

    /// The write that made this version of the entry.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn record(&self, entry: i64, version: i64) -> Result<Option<Record>> {
        on!(Pool, &self.pool, |pool| sqlx::query_as(
            "SELECT * FROM history WHERE entry_id = $1 AND version = $2"
        )
        .bind(entry)
        .bind(version)
        .fetch_optional(pool)
        .await)
    }
}
