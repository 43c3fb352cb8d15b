//! From the command line to a blog that listens, with errors that say which option to change.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use conditional_axum::GuardSettings;
use tokio::net::TcpListener;

use crate::args::Args;
use crate::files::Files;
use crate::hosts::Hosts;
use crate::state::AppState;
use crate::store::{OpenError, Store};

/// Why the blog could not start.
#[derive(Debug)]
pub enum StartError {
    /// The folder of the attachments cannot be read, or is not a folder.
    Files(PathBuf, io::Error),
    /// The database cannot be used.
    Database(OpenError),
    /// Nothing can listen at this address.
    Listen(String, io::Error),
}

/// Opens what the blog needs, and binds the address last, so that anyone who can connect gets answers.
///
/// # Errors
///
/// For the first of the options that cannot be followed.
pub async fn start(args: Args) -> Result<(AppState, TcpListener), StartError> {
    let files = match Files::in_folder(&args.files).await {
        Ok(files) => files,
        Err(error) => return Err(StartError::Files(args.files, error)),
    };
    let store = Store::open(&args.database)
        .await
        .map_err(StartError::Database)?;
    let listener = match TcpListener::bind(&args.listen).await {
        Ok(listener) => listener,
        Err(error) => return Err(StartError::Listen(args.listen, error)),
    };
    let state = AppState::new(store, files)
        .with_hosts(Hosts::new(args.host))
        .with_guards(GuardSettings::new().margin(args.margin));
    Ok((state, listener))
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(folder, error) => {
                let folder = folder.display();
                write!(
                    f,
                    "cannot serve files from {folder} (--files, BLOG_FILES): {error}"
                )
            }
            Self::Database(error) => write!(f, "{error} (--database, DATABASE_URL)"),
            Self::Listen(address, error) => {
                write!(f, "cannot listen on {address} (--listen, LISTEN): {error}")
            }
        }
    }
}

impl Error for StartError {}
