//! The databases that the blog can be kept in, and what differs between them.
//!
//! The statements in `read.rs` and `write.rs` are the same for both: numbered parameters, and
//! nothing that only one of them knows. [`on!`] sends such a statement to whichever it is.

use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, Utc};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
#[cfg(feature = "postgres")]
use sqlx::{
    Connection as _, PgConnection, Postgres,
    error::DatabaseError,
    migrate::MigrateDatabase as _,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use sqlx::{Result, Sqlite, SqlitePool};

use super::migrations;

/// A pool of connections to one of them.
#[derive(Clone, Debug)]
pub(super) enum Pool {
    Sqlite(SqlitePool),
    #[cfg(feature = "postgres")]
    Postgres(sqlx::PgPool),
}

/// A transaction that no other write can come into.
///
/// Every write moves the counter of its blog, so writes wait for each other in any case; where
/// they do that at the beginning, none of them can be in the way of another one later.
#[derive(Debug)]
pub(super) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    #[cfg(feature = "postgres")]
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// `on!(Pool, value, |name| expression)`: the expression, with `name` for what is in `value`.
macro_rules! on {
    ($kind:ident, $value:expr, |$name:ident| $expression:expr) => {
        match $value {
            $kind::Sqlite($name) => $expression,
            #[cfg(feature = "postgres")]
            $kind::Postgres($name) => $expression,
        }
    };
}
pub(super) use on;

impl Pool {
    /// Opens a file, creates it where it is missing, and brings its tables up to date.
    pub(super) async fn sqlite(options: SqliteConnectOptions) -> Result<Self> {
        let options = options
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .busy_timeout(Duration::from_secs(10));
        // A file does not hang up, so no connection is asked whether it is alive before it is used.
        let pool = SqlitePoolOptions::new()
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        migrations::sqlite().run(&pool).await?;
        Ok(Self::Sqlite(pool))
    }

    /// Connects to a server, creates the database where it is missing, and brings its tables up to
    /// date.
    #[cfg(feature = "postgres")]
    pub(super) async fn postgres(url: &str) -> Result<Self> {
        // A writer that is cut off holds up the others no longer than this.
        let timeout = [("idle_in_transaction_session_timeout", "5s")];
        let options = url.parse::<PgConnectOptions>()?.options(timeout);
        let mut connection = connect(&options, url).await?;
        migrations::postgres().run(&mut connection).await?;
        connection.close().await?;
        let pool = PgPoolOptions::new()
            .acquire_timeout(Duration::from_secs(10))
            .after_connect(|connection, _| Box::pin(follow_timeline(connection)))
            .connect_with(options)
            .await?;
        Ok(Self::Postgres(pool))
    }

    pub(super) async fn begin(&self) -> Result<Transaction> {
        Ok(match self {
            Self::Sqlite(pool) => Transaction::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => Transaction::Postgres(pool.begin_with(BEGIN).await?),
        })
    }

    pub(super) async fn close(&self) {
        on!(Self, self, |pool| pool.close().await);
    }
}

impl Transaction {
    /// The time by the database's clock, which is the same for all replicas of the blog.
    ///
    /// Taken while no other write is under way: a write that waited for another is not dated earlier.
    /// Microseconds are what a row keeps, so it equals what was written. A file has no clock but
    /// this machine's.
    #[cfg_attr(
        not(feature = "postgres"),
        expect(
            clippy::unused_async,
            clippy::needless_pass_by_ref_mut,
            reason = "a server is asked"
        )
    )]
    pub(super) async fn now(&mut self) -> Result<DateTime<Utc>> {
        match self {
            Self::Sqlite(_) => Ok(Utc::now().trunc_subsecs(6)),
            #[cfg(feature = "postgres")]
            Self::Postgres(transaction) => {
                let now = sqlx::query_scalar("SELECT clock_timestamp()");
                now.fetch_one(&mut **transaction).await
            }
        }
    }

    pub(super) async fn commit(self) -> Result<()> {
        on!(Self, self, |transaction| transaction.commit().await)
    }
}

/// The lock is this transaction's until it ends; a server that was promoted meanwhile is noticed.
#[cfg(feature = "postgres")]
const BEGIN: &str = "BEGIN; SELECT pg_advisory_xact_lock(14); SELECT follow_timeline()";

/// The first connection to a server that was promoted gives all rows a new version: see
/// `migrations/postgres/0003_timeline.sql`.
#[cfg(feature = "postgres")]
async fn follow_timeline(connection: &mut PgConnection) -> Result<()> {
    let follow = sqlx::query("SELECT follow_timeline()");
    follow.execute(connection).await.map(drop)
}

#[cfg(feature = "postgres")]
async fn connect(options: &PgConnectOptions, url: &str) -> Result<PgConnection> {
    let error = match PgConnection::connect_with(options).await {
        Err(error) if is_missing(&error) => error,
        result => return result,
    };
    // Another replica that starts at the same time may have been first.
    let created = Postgres::create_database(url).await;
    let connection = PgConnection::connect_with(options).await;
    connection.map_err(|_| created.err().unwrap_or(error))
}

/// PostgreSQL's `invalid_catalog_name`.
#[cfg(feature = "postgres")]
fn is_missing(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| code == "3D000")
}
