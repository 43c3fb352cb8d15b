//! Attachments: files in one folder, served under their names.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use conditional_axum::Resource;

/// The folder of the attachments.
#[derive(Clone, Debug)]
pub struct Files(Arc<Path>);

/// What is known of an attachment before it is opened.
///
/// The time of the last change has the grain of the file system, finer than that of a
/// `Last-Modified`; together with the length it makes the tag. Two changes within that grain that
/// leave the length alone are not told apart: replace a file, do not write into it, and where that
/// can happen within some milliseconds, keep a digest of the content beside it.
#[derive(Clone, Debug, Resource)]
pub(crate) struct Attachment {
    pub(crate) path: PathBuf,
    #[etag]
    length: u64,
    #[etag]
    #[last_modified]
    modified: SystemTime,
}

impl Files {
    /// Serves what is in this folder, but not in folders below it.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(Arc::from(folder.into()))
    }

    /// Looks for a file; hidden ones and names that lead elsewhere are not found.
    pub(crate) async fn find(&self, name: &str) -> io::Result<Option<Attachment>> {
        if name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
            return Ok(None);
        }
        let path = self.0.join(name);
        match tokio::fs::metadata(&path).await {
            Ok(facts) if facts.is_file() => {
                let (length, modified) = (facts.len(), facts.modified()?);
                Ok(Some(Attachment {
                    path,
                    length,
                    modified,
                }))
            }
            Ok(_) => Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}
