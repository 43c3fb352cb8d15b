//! Why a database cannot be used.

use std::error::Error;
use std::fmt;

/// What is wrong with a database, or with its address.
#[derive(Debug)]
pub enum OpenError {
    /// The address is that of a database that the blog cannot be kept in. What stands after the
    /// scheme is not kept: it may hold a password.
    Unknown(Option<String>),
    /// The address is that of a PostgreSQL server, and this program was built without its driver.
    WithoutPostgres,
    /// The database at this address cannot be opened, or is not one of the blog's.
    Failed(String, sqlx::Error),
}

impl OpenError {
    pub(super) fn unknown(url: &str) -> Self {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_owned());
        Self::Unknown(scheme)
    }

    /// `url` is named without a user, a password and parameters.
    pub(super) fn failed(url: &str, error: sqlx::Error) -> Self {
        let url = url.split_once('?').map_or(url, |(url, _)| url);
        let url = match (url.split_once("//"), url.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, place))) => format!("{scheme}//{place}"),
            _ => url.to_owned(),
        };
        Self::Failed(url, error)
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(Some(scheme)) => write!(
                f,
                "cannot use a {scheme}: database: the blog keeps its entries in SQLite or \
                 PostgreSQL; write sqlite: and the path of a file, or \
                 postgres://user@host/database"
            ),
            Self::Unknown(None) => {
                f.write_str("the database is not named; write sqlite: and the path of a file")
            }
            Self::WithoutPostgres => f.write_str(
                "this blog was built without PostgreSQL; build it with --features postgres, or \
                 write sqlite: and the path of a file",
            ),
            Self::Failed(url, error) => write!(f, "cannot open the database {url}: {error}"),
        }
    }
}

impl Error for OpenError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_named_without_its_user_and_its_password() {
        for (url, named) in [
            ("sqlite:blog.sqlite", "sqlite:blog.sqlite"),
            ("sqlite:a@b.sqlite?mode=ro", "sqlite:a@b.sqlite"),
            ("postgres://db.example/blog", "postgres://db.example/blog"),
            ("postgres://me:se@cret@db/blog", "postgres://db/blog"),
            ("postgres://db/blog?password=secret", "postgres://db/blog"),
        ] {
            let error = OpenError::failed(url, sqlx::Error::PoolClosed).to_string();
            assert!(
                error.starts_with(&format!("cannot open the database {named}: ")),
                "{error}"
            );
            assert!(!error.contains("cret"), "{error}");
        }
    }
}
