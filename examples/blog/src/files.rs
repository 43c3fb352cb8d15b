//! Attachments: files in one folder, served under their names.

use std::fs::Metadata;
use std::future::{Ready, ready};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use conditional_axum::{ETag, ETagBuilder, LastModified, Resource};
use tower_http::services::fs::{Backend, File as _, TokioBackend, TokioFile};

/// A file that changed less than this ago can change again without its time of change moving:
/// the coarsest file system in use counts in steps of two seconds.
const GRAIN: Duration = Duration::from_secs(2);

/// The folder of the attachments.
#[derive(Clone, Debug)]
pub struct Files(Arc<Path>);

/// An attachment, open: its validators and what is sent of it are of the same file, even when
/// another one is put in its place meanwhile.
///
/// The tag is made of length, time of change and, where there are such, the file's number on its
/// disk. Nothing else tells two contents apart, so: replace a file, do not write into it. For the
/// first two seconds a file has no validators, since those of the next one could be the same.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    facts: Metadata,
    modified: SystemTime,
    settled: bool,
    file: Arc<Mutex<Option<TokioFile>>>,
}

impl Files {
    /// Serves what is in this folder, but not in folders below it.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(Arc::from(folder.into()))
    }

    /// [`Files::new`] for a folder that has to be there already.
    ///
    /// # Errors
    ///
    /// When it is not, or is not a folder.
    pub async fn in_folder(folder: &Path) -> io::Result<Self> {
        if tokio::fs::metadata(folder).await?.is_dir() {
            Ok(Self::new(folder))
        } else {
            Err(ErrorKind::NotADirectory.into())
        }
    }

    /// Opens a file; hidden ones and names that lead elsewhere are not found.
    pub(crate) async fn open(&self, name: &str) -> io::Result<Option<Attachment>> {
        if name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
            return Ok(None);
        }
        match Attachment::open(self.0.join(name)).await {
            Ok(file) => Ok(file),
            Err(error) if names_nothing(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// A name that is too long for the disk is the name of no file.
fn names_nothing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::InvalidFilename
    )
}

impl Attachment {
    async fn open(path: PathBuf) -> io::Result<Option<Self>> {
        let file = TokioBackend.open(path).await?;
        let facts = file.metadata().await?;
        if !facts.is_file() {
            return Ok(None);
        }
        let modified = facts.modified()?;
        Ok(Some(Self {
            settled: modified.elapsed().is_ok_and(|unchanged| unchanged > GRAIN),
            modified,
            facts,
            file: Arc::new(Mutex::new(Some(file))),
        }))
    }
}

impl Resource for Attachment {
    fn etag(&self) -> Option<ETag> {
        let tag = ETagBuilder::new()
            .with(self.facts.len())
            .with(self.modified)
            .with(number(&self.facts));
        self.settled.then(|| tag.strong())
    }

    fn last_modified(&self) -> Option<LastModified> {
        self.settled.then(|| self.modified.into())
    }
}

/// The file service asks for a file of some name, once, and gets the one that is open.
impl Backend for Attachment {
    type File = TokioFile;
    type Metadata = Metadata;
    type OpenFuture = Ready<io::Result<TokioFile>>;
    type MetadataFuture = Ready<io::Result<Metadata>>;

    fn open(&self, _: PathBuf) -> Self::OpenFuture {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        ready(file.take().ok_or_else(|| ErrorKind::NotFound.into()))
    }

    fn metadata(&self, _: PathBuf) -> Self::MetadataFuture {
        ready(Ok(self.facts.clone()))
    }
}

#[cfg(unix)]
fn number(facts: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(facts)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}
