//! A file that was opened once: its validators and its content belong together.

use std::fs::Metadata;
use std::future::{Ready, ready};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use conditional_axum::{ETag, ETagBuilder, LastModified, Resource};
use tower_http::services::fs::{Backend, File as _, TokioBackend, TokioFile};

/// A file can change twice within a step of its file system's clock, and the coarsest in use has
/// steps of two seconds. Until they are over, the time of change says nothing.
const GRAIN: Duration = Duration::from_secs(2);

/// An open file. Its tag is made of its length and time of change, so replace files by renaming;
/// a file that is written in place can have two contents under one tag.
#[derive(Clone, Debug)]
pub(crate) struct OpenFile {
    metadata: Metadata,
    modified: SystemTime,
    file: Arc<Mutex<Option<TokioFile>>>,
}

impl OpenFile {
    /// Opens the file of this path below `root`. A path that leads elsewhere names nothing.
    pub(crate) async fn below(root: &Path, path: &str) -> io::Result<Option<Self>> {
        let path = Path::new(path);
        let stays_below = |part| matches!(part, Component::Normal(_));
        if !path.components().all(stays_below) {
            return Ok(None);
        }
        match Self::open(root.join(path)).await {
            Err(error) if names_nothing(&error) => Ok(None),
            opened => opened,
        }
    }

    async fn open(path: PathBuf) -> io::Result<Option<Self>> {
        let file = TokioBackend.open(path).await?;
        let metadata = file.metadata().await?;
        if !metadata.is_file() {
            return Ok(None);
        }
        Ok(Some(Self {
            modified: metadata.modified()?,
            metadata,
            file: Arc::new(Mutex::new(Some(file))),
        }))
    }

    fn is_settled(&self) -> bool {
        self.modified.elapsed().is_ok_and(|age| age > GRAIN)
    }
}

fn names_nothing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
    )
}

impl Resource for OpenFile {
    fn etag(&self) -> Option<ETag> {
        let tag = ETagBuilder::new()
            .with(self.modified)
            .with(self.metadata.len());
        self.is_settled().then(|| tag.strong())
    }

    fn last_modified(&self) -> Option<LastModified> {
        self.is_settled().then(|| self.modified.into())
    }
}

/// The file service opens one file, once, and gets the one that is open.
impl Backend for OpenFile {
    type File = TokioFile;
    type Metadata = Metadata;
    type OpenFuture = Ready<io::Result<TokioFile>>;
    type MetadataFuture = Ready<io::Result<Metadata>>;

    fn open(&self, _: PathBuf) -> Self::OpenFuture {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        ready(file.take().ok_or_else(|| ErrorKind::NotFound.into()))
    }

    fn metadata(&self, _: PathBuf) -> Self::MetadataFuture {
        ready(Ok(self.metadata.clone()))
    }
}
