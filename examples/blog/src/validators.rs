//! How the pages and the API know what they would send, without building it.
//!
//! Each function asks for as many of a handler's extractors as it needs. The same functions
//! guard HTML and JSON, reads and writes, so all of them agree on what the current version is.

use axum::extract::{Path, Query, State};
use chrono::{DateTime, Utc};
use conditional_axum::{ETag, ETagBuilder, LastModified, Representation, Resource};

use crate::api::Selection;
use crate::build::Build;
use crate::entry::Entry;
use crate::error::AppError;
use crate::files::{Attachment, Files};
use crate::pages::BlogId;
use crate::store::Store;

/// When the front page last changed.
///
/// Not the date of the latest entry that is left: that one would not move when an entry is
/// deleted or an old one corrected. Every write sets the blog's own date.
pub(crate) async fn latest_entry(
    State(store): &State<Store>,
    State(build): &State<Build>,
    BlogId(blog): &BlogId,
) -> Result<Option<DateTime<Utc>>, AppError> {
    let changed_at = store.blog_changed_at(*blog).await?;
    Ok(changed_at.map(|date| build.or_later(date)))
}

/// One entry on a page: its version, shown by this build of the program.
pub(crate) async fn page_tag(
    State(store): &State<Store>,
    State(build): &State<Build>,
    Path(id): &Path<i64>,
) -> Result<Option<ETag>, AppError> {
    let version = store.entry_version(*id).await?;
    Ok(version.map(|version| build.tag(version)))
}

/// When one entry, or the program that shows it on a page, was last changed.
pub(crate) async fn page_modified(
    State(store): &State<Store>,
    State(build): &State<Build>,
    Path(id): &Path<i64>,
) -> Result<Option<DateTime<Utc>>, AppError> {
    let changed_at = store.entry_changed_at(*id).await?;
    Ok(changed_at.map(|date| build.or_later(date)))
}

/// The version of one entry. `None` says that there is no such entry.
pub(crate) async fn entry_tag(
    State(store): &State<Store>,
    Path(id): &Path<i64>,
) -> Result<Option<ETag>, AppError> {
    Ok(store.entry_version(*id).await?.map(ETag::from))
}

/// When one entry was last changed.
pub(crate) async fn entry_modified(
    State(store): &State<Store>,
    Path(id): &Path<i64>,
) -> Result<Option<DateTime<Utc>>, AppError> {
    Ok(store.entry_changed_at(*id).await?)
}

/// The whole entry, for handlers that need it anyway: it knows both of its validators.
pub(crate) async fn load_entry(
    State(store): &State<Store>,
    Path(id): &Path<i64>,
) -> Result<Option<Entry>, AppError> {
    Ok(store.entry(*id).await?)
}

/// The entry behind a page, for the forms that are sent to the page's own address.
pub(crate) async fn load_shown(
    State(store): &State<Store>,
    State(build): &State<Build>,
    Path(id): &Path<i64>,
) -> Result<Option<Shown>, AppError> {
    let entry = store.entry(*id).await?;
    Ok(entry.map(|entry| Shown {
        entry,
        build: *build,
    }))
}

/// The revision of a blog, which counts every write to any of its entries.
pub(crate) async fn revision_tag(
    State(store): &State<Store>,
    Query(selection): &Query<Selection>,
) -> Result<Option<ETag>, AppError> {
    Ok(store.blog_revision(selection.blog()).await?.map(ETag::from))
}

/// The number of the latest write to an entry, which outlives the entry itself.
pub(crate) async fn history_tag(
    State(store): &State<Store>,
    State(build): &State<Build>,
    Path(id): &Path<i64>,
) -> Result<Option<ETag>, AppError> {
    let version = store.latest_write(*id).await?;
    Ok(version.map(|version| build.tag(version)))
}

/// A file, open but unread, with its length and the time of its last change.
pub(crate) async fn load_attachment(
    State(files): &State<Files>,
    Path(name): &Path<String>,
) -> Result<Option<Attachment>, AppError> {
    Ok(files.open(name).await?)
}

/// The revisions of all blogs together.
pub(crate) async fn all_revisions(
    State(store): &State<Store>,
    State(build): &State<Build>,
) -> Result<ETag, AppError> {
    Ok(build.tag(store.all_revisions().await?))
}

/// A page without any data changes only with the program.
pub(crate) fn build_tag(State(build): &State<Build>) -> ETag {
    ETagBuilder::new().with(build.id).strong()
}

/// An entry as its page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) entry: Entry,
    build: Build,
}

/// Both the page's tag and the entry's own, which the forms send, name the current state.
///
/// So a form that was opened before a new build was deployed can still be saved.
impl Resource for Shown {
    fn etag(&self) -> Option<ETag> {
        Some(self.build.tag(self.entry.version))
    }

    fn last_modified(&self) -> Option<LastModified> {
        Some(self.build.or_later(self.entry.changed_at).into())
    }

    fn representation(&self) -> Representation {
        let page = Representation::present()
            .with_etag(self.build.tag(self.entry.version))
            .with_last_modified(self.build.or_later(self.entry.changed_at));
        page.or_etag(ETag::from(self.entry.version))
    }
}
