//! `/api/entries/{id}`: reads answer 304, writes must say which version they change.

use axum::debug_handler;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use conditional_axum::{Current, ETag, Preconditions, condition};

use super::body::Sent;
use super::reply::Reply;
use crate::edge;
use crate::entry::{Entry, EntryChange, EntryPatch};
use crate::error::AppError;
use crate::store::Store;
use crate::validators::{entry_modified, entry_tag, load_entry};
use crate::write::Write;

#[condition(etag = entry_tag, last_modified = entry_modified, cache_control = "no-cache")]
#[debug_handler]
pub(crate) async fn show(
    State(store): State<Store>,
    Path(id): Path<i64>,
) -> Result<Reply<Entry>, AppError> {
    store.entry(id).await?.map(Reply).ok_or(AppError::NotFound)
}

/// Writes over the version that `If-Match` names, or creates with `If-None-Match: *`.
#[condition(resource = load_entry, applied = replaced, required)]
#[debug_handler]
pub(crate) async fn replace(
    State(store): State<Store>,
    Path(id): Path<i64>,
    preconditions: Preconditions,
    Current(entry): Current<Option<Entry>>,
    Sent(change): Sent<EntryChange>,
) -> Result<impl IntoResponse, AppError> {
    let write = Write::new(&store, id, &preconditions);
    let written = write.save(entry, |_| Ok(change.clone())).await?;
    let status = if written.created {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let changed = written.has_changed();
    Ok((status, changed, self::written(written.entry)))
}

/// Lays some members over the version that `If-Match` names.
#[condition(resource = load_entry, applied = patched, required)]
#[debug_handler]
pub(crate) async fn patch(
    State(store): State<Store>,
    Path(id): Path<i64>,
    preconditions: Preconditions,
    Current(entry): Current<Entry>,
    Sent(patch): Sent<EntryPatch>,
) -> Result<impl IntoResponse, AppError> {
    let write = Write::new(&store, id, &preconditions);
    let change = |entry: Option<&Entry>| {
        let entry = entry.ok_or(AppError::NotFound)?;
        Ok(patch.clone().onto(entry))
    };
    let written = write.save(Some(entry), change).await?;
    Ok((written.has_changed(), self::written(written.entry)))
}

/// Deletes the version that `If-Match` names.
#[condition(resource = load_entry, required)]
#[debug_handler]
pub(crate) async fn delete(
    State(store): State<Store>,
    Path(id): Path<i64>,
    preconditions: Preconditions,
    Current(entry): Current<Entry>,
) -> Result<impl IntoResponse, AppError> {
    let write = Write::new(&store, id, &preconditions);
    let entry = write.delete(entry).await?;
    let changed = edge::has_changed(&entry, entry.blog_id);
    Ok((StatusCode::NO_CONTENT, changed))
}

/// The answer to a `PUT` that is sent again because its answer was lost.
fn replaced(entry: &Entry, Sent(change): &Sent<EntryChange>) -> Option<Response> {
    in_place(entry, change)
}

/// The same for a `PATCH`.
fn patched(entry: &Entry, Sent(patch): &Sent<EntryPatch>) -> Option<Response> {
    in_place(entry, &patch.clone().onto(entry))
}

fn in_place(entry: &Entry, change: &EntryChange) -> Option<Response> {
    entry.is(change).then(|| {
        let changed = edge::has_changed(entry, entry.blog_id);
        (changed, written(entry.clone())).into_response()
    })
}

/// The entry as it is now, with its new tag.
///
/// RFC 9110 §9.3.4 allows a validator on the answer to a `PUT` only where the client can know
/// what it belongs to. The server has decided some members itself, so the answer holds the whole
/// new representation, and `Content-Location` says that it is one.
pub(crate) fn written(entry: Entry) -> (ETag, [(HeaderName, String); 1], Reply<Entry>) {
    let location = format!("/api/entries/{}", entry.id);
    (
        ETag::from(entry.version),
        [(header::CONTENT_LOCATION, location)],
        Reply(entry),
    )
}
