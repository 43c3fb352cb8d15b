//! The entries, in one database file.
//!
//! Reads are in `read.rs`, writes in `write.rs`. Every write is one transaction that changes the
//! entry, adds a row to the history and moves the blog's revision: all of it, or nothing.

mod migrations;
mod open_error;
mod read;
mod rows;
mod write;
mod write_error;

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};

use crate::seed;

use self::migrations::migrations;

pub use self::open_error::OpenError;
pub use self::write_error::WriteError;

/// A handle to the database; clones share one pool of connections.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens the database at `url` (`sqlite:<path>`), creates it where it is missing, brings its
    /// tables up to date, and fills it with sample entries where it is empty.
    ///
    /// # Errors
    ///
    /// When `url` is that of another database, or the file cannot be opened or written, or is
    /// not such a database.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        let failed = |error| OpenError::Sqlite(url.to_owned(), error);
        let options = options(url)?;
        let pool = SqlitePoolOptions::new()
            .connect_with(options)
            .await
            .map_err(failed)?;
        let store = Self { pool };
        store.prepare().await.map_err(failed)?;
        Ok(store)
    }

    async fn prepare(&self) -> Result<(), sqlx::Error> {
        migrations().run(&self.pool).await?;
        seed::fill(self).await
    }

    /// Closes all connections once their queries are done.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

fn options(url: &str) -> Result<SqliteConnectOptions, OpenError> {
    if !url.starts_with("sqlite:") {
        return Err(OpenError::not_sqlite(url));
    }
    let options = SqliteConnectOptions::from_str(url);
    Ok(options
        .map_err(|error| OpenError::Sqlite(url.to_owned(), error))?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .busy_timeout(Duration::from_secs(10)))
}
