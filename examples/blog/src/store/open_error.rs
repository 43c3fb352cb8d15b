//! Why a database cannot be used.

use std::error::Error;
use std::fmt;

/// What is wrong with a database, or with its address.
#[derive(Debug)]
pub enum OpenError {
    /// The address does not begin with `sqlite:`. What stands after the scheme is not kept: it may
    /// hold a password.
    NotSqlite(Option<String>),
    /// The database at this address cannot be opened, or is not one of the blog's.
    Sqlite(String, sqlx::Error),
}

impl OpenError {
    pub(super) fn not_sqlite(url: &str) -> Self {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_owned());
        Self::NotSqlite(scheme)
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSqlite(Some(scheme)) => write!(
                f,
                "cannot use a {scheme}: database: the blog keeps its entries in SQLite; write \
                 sqlite: and the path of a file"
            ),
            Self::NotSqlite(None) => {
                f.write_str("the database is not named; write sqlite: and the path of a file")
            }
            Self::Sqlite(url, error) => write!(f, "cannot open the database {url}: {error}"),
        }
    }
}

impl Error for OpenError {}
