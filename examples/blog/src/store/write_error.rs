//! Why a write failed.

use std::error::Error;
use std::fmt;

/// Why a write failed; a version that has moved on is not among it.
#[derive(Debug)]
pub enum WriteError {
    /// The change names a blog that does not exist.
    NoSuchBlog(i64),
    /// No entry can have this number.
    NoSuchNumber(i64),
    /// The database failed.
    Database(sqlx::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchNumber(id) => write!(f, "no entry can have the number {id}"),
            Self::NoSuchBlog(blog) => write!(f, "there is no blog {blog}"),
            Self::Database(error) => write!(f, "the database failed: {error}"),
        }
    }
}

impl Error for WriteError {}

impl From<sqlx::Error> for WriteError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}
