//! `/api/entries/{id}`: reads answer 304, writes must say which version they change.

use axum::debug_handler;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use conditional_axum::{Current, ETag, condition};

use super::body::Sent;
use super::reply::Reply;
use crate::entry::{Entry, EntryChange, EntryPatch};
use crate::error::AppError;
use crate::store::Store;
use crate::validators::{entry_modified, entry_tag, load_entry};

#[condition(etag = entry_tag, last_modified = entry_modified, cache_control = "no-cache")]
#[debug_handler]
pub(crate) async fn show(
    State(store): State<Store>,
    Path(id): Path<i64>,
) -> Result<Reply<Entry>, AppError> {
    store.entry(id).await?.map(Reply).ok_or(AppError::NotFound)
}

/// Writes over the version that `If-Match` names, or creates with `If-None-Match: *`.
#[condition(resource = load_entry, required)]
#[debug_handler]
pub(crate) async fn replace(
    State(store): State<Store>,
    Path(id): Path<i64>,
    Current(entry): Current<Option<Entry>>,
    #[body] Sent(change): Sent<EntryChange>,
) -> Result<impl IntoResponse, AppError> {
    change.check().map_err(AppError::invalid)?;
    let (status, entry) = if let Some(entry) = entry {
        (
            StatusCode::OK,
            store
                .update(&entry, &change)
                .await?
                .ok_or_else(AppError::overtaken)?,
        )
    } else {
        (
            StatusCode::CREATED,
            store
                .create_at(id, &change)
                .await?
                .ok_or_else(AppError::exists)?,
        )
    };
    Ok((status, written(entry)))
}

/// Lays some members over the version that `If-Match` names.
#[condition(resource = load_entry, required)]
#[debug_handler]
pub(crate) async fn patch(
    State(store): State<Store>,
    Path(_): Path<i64>,
    Current(entry): Current<Entry>,
    #[body] Sent(patch): Sent<EntryPatch>,
) -> Result<impl IntoResponse, AppError> {
    let change = patch.onto(&entry);
    change.check().map_err(AppError::invalid)?;
    store
        .update(&entry, &change)
        .await?
        .map(written)
        .ok_or_else(AppError::overtaken)
}

/// Deletes the version that `If-Match` names.
#[condition(resource = load_entry, required)]
#[debug_handler]
pub(crate) async fn delete(
    State(store): State<Store>,
    Path(_): Path<i64>,
    Current(entry): Current<Entry>,
) -> Result<StatusCode, AppError> {
    let deleted = store.delete(&entry).await?;
    deleted
        .then_some(StatusCode::NO_CONTENT)
        .ok_or_else(AppError::overtaken)
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
