//! Objects are read, written and deleted.

use std::ops::Bound;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum_extra::{TypedHeader, headers::Range};
use bytes::Bytes;
use conditional_axum::{ConditionalField, Current, Dialect, ETag, Preconditions, condition};

use crate::error::Error;
use crate::store::{Object, Store};

/// S3 clients send tags with quotes and without.
const S3: Dialect = Dialect::new().with_bare_tags();

/// What a request reads.
fn find(State(store): &State<Store>, Path(key): &Path<String>) -> Result<Object, Error> {
    store.get(key).ok_or(Error::NO_SUCH_KEY)
}

/// What a request replaces. Where there is nothing for `If-Match`, S3 says 404; the guard by itself
/// would say 412.
fn find_replaced(
    State(store): &State<Store>,
    Path(key): &Path<String>,
    preconditions: &Preconditions,
) -> Result<Option<Object>, Error> {
    match store.get(key) {
        None if preconditions.has(ConditionalField::IfMatch) => Err(Error::NO_SUCH_KEY),
        object => Ok(object),
    }
}

/// 304 for a copy that is current; 412 for a part of an object that has changed.
#[condition(resource = find, bare_tags, extract(State<Store>, Path<String>))]
pub(crate) async fn read(
    Current(object): Current<Object>,
    range: Option<TypedHeader<Range>>,
) -> Result<Response, Error> {
    let ranged = range.map(|TypedHeader(range)| part(&range, &object.content));
    match ranged.transpose()?.flatten() {
        Some(part) => Ok(part),
        None => Ok(([(header::ACCEPT_RANGES, "bytes")], object.content).into_response()),
    }
}

/// Refused before the content is sent, where the client waits for `100 Continue` as boto3 does. What
/// has changed by the time that the content is there is a conflict.
#[condition(resource = find_replaced, bare_tags)]
pub(crate) async fn write(
    State(store): State<Store>,
    Path(key): Path<String>,
    preconditions: Preconditions,
    content: Bytes,
) -> Result<ETag, Error> {
    let object = Object::new(content);
    let tag = object.tag.clone();
    store.write(key, &preconditions.with_dialect(S3), Some(object))?;
    Ok(tag)
}

/// What is not there counts as deleted.
#[condition(resource = find_replaced, bare_tags)]
pub(crate) async fn delete(
    State(store): State<Store>,
    Path(key): Path<String>,
    preconditions: Preconditions,
) -> Result<StatusCode, Error> {
    store.write(key, &preconditions.with_dialect(S3), None)?;
    Ok(StatusCode::NO_CONTENT)
}

/// The part of the object that is asked for; of several, none, as with S3.
fn part(range: &Range, content: &Bytes) -> Result<Option<Response>, Error> {
    let length = content.len();
    let mut ranges = range.satisfiable_ranges(length as u64);
    let (from, to) = ranges.next().ok_or(Error::INVALID_RANGE)?;
    if ranges.next().is_some() {
        return Ok(None);
    }
    let from = match from {
        Bound::Included(from) => usize::try_from(from).unwrap_or(length),
        _ => 0,
    };
    let end = match to {
        Bound::Included(last) => usize::try_from(last).map_or(length, |last| length.min(last + 1)),
        _ => length,
    };
    if from >= end {
        return Err(Error::INVALID_RANGE);
    }
    let told = format!("bytes {from}-{}/{length}", end - 1);
    let fields = [(header::CONTENT_RANGE, told)];
    let part = content.slice(from..end);
    Ok(Some(
        (StatusCode::PARTIAL_CONTENT, fields, part).into_response(),
    ))
}
