//! The entries, in a database: one file, or a PostgreSQL server that several blogs may share.
//!
//! Reads are in `read.rs`, writes in `write.rs` and their statements in `steps.rs`; what differs
//! between the databases is in `database.rs`. Every write is one transaction that changes the entry,
//! adds a row to the history and moves the blog's revision: all of it, or nothing.

mod database;
mod migrations;
mod open_error;
mod read;
mod rows;
mod steps;
mod write;
mod write_error;

use crate::seed;

use self::database::Pool;

pub use self::open_error::OpenError;
pub use self::write_error::WriteError;

/// A handle to the database; clones share one pool of connections.
#[derive(Clone, Debug)]
pub struct Store {
    pool: Pool,
}

impl Store {
    /// Opens the database at `url`, creates it where it is missing, brings its tables up to date,
    /// and fills it with sample entries where it is empty.
    ///
    /// `sqlite:<path>` is a file; `postgres://user@host/database` needs the feature `postgres`.
    ///
    /// # Errors
    ///
    /// When `url` is that of another database, or the database cannot be opened or written, or is
    /// not one of the blog's.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        let failed = |error| OpenError::failed(url, error);
        let pool = match url.split_once(':') {
            Some(("sqlite", _)) => Pool::sqlite(url.parse().map_err(failed)?).await,
            #[cfg(feature = "postgres")]
            Some(("postgres" | "postgresql", _)) => Pool::postgres(url).await,
            #[cfg(not(feature = "postgres"))]
            Some(("postgres" | "postgresql", _)) => return Err(OpenError::WithoutPostgres),
            _ => return Err(OpenError::unknown(url)),
        };
        let store = Self {
            pool: pool.map_err(failed)?,
        };
        seed::fill(&store).await.map_err(failed)?;
        Ok(store)
    }

    /// Closes all connections once their queries are done.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
