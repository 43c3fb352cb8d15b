//! The objects, in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use conditional_axum::{ETag, Preconditions, Representation, Resource};

use crate::error::Error;

/// An object: its bytes and what tells them apart from others. S3's own tags are MD5 digests, which
/// clients must not rely on.
#[derive(Clone, Debug, Resource)]
pub(crate) struct Object {
    #[etag]
    pub(crate) tag: ETag,
    #[last_modified]
    written: SystemTime,
    pub(crate) content: Bytes,
}

impl Object {
    pub(crate) fn new(content: Bytes) -> Self {
        Self {
            tag: ETag::digest(&content),
            written: SystemTime::now(),
            content,
        }
    }
}

/// Stands for a database.
#[derive(Clone, Default)]
pub(crate) struct Store(Arc<Mutex<HashMap<String, Object>>>);

impl Store {
    pub(crate) fn get(&self, key: &str) -> Option<Object> {
        self.lock().get(key).cloned()
    }

    /// Replaces the object, or deletes it for `None`, if the preconditions hold for what is there now.
    ///
    /// Both happen under one lock: of two clients that saw the same object, one writes. In a database
    /// they are one transaction (`SELECT … FOR UPDATE`, the check, `UPDATE`), or one statement
    /// that names the tag (`UPDATE … WHERE key = ? AND tag = ?`, `INSERT … ON CONFLICT DO NOTHING`).
    pub(crate) fn write(
        &self,
        key: String,
        preconditions: &Preconditions,
        object: Option<Object>,
    ) -> Result<(), Error> {
        let mut objects = self.lock();
        let current = objects
            .get(&key)
            .map_or(Representation::Missing, Resource::representation);
        if !preconditions.evaluate(&current).is_proceed() {
            return Err(Error::CONFLICT);
        }
        match object {
            Some(object) => objects.insert(key, object),
            None => objects.remove(&key),
        };
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Object>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};

    use super::*;

    fn put(field: HeaderName, value: &ETag) -> Preconditions {
        let headers = HeaderMap::from_iter([(field, HeaderValue::from(value))]);
        Preconditions::of(&Method::PUT, &headers)
    }

    #[test]
    fn a_write_is_checked_again_where_it_happens() {
        let (store, key) = (Store::default(), || "bucket/key".to_owned());
        let [one, two] = ["one", "two"].map(|content| Object::new(content.into()));
        let anything = Preconditions::of(&Method::PUT, &HeaderMap::new());
        store
            .write(key(), &anything, Some(one.clone()))
            .expect("written");

        // Both have passed the guard while `one` was there.
        let replaces_one = put(header::IF_MATCH, &one.tag);
        assert_eq!(store.write(key(), &replaces_one, Some(two.clone())), Ok(()));
        assert_eq!(
            store.write(key(), &replaces_one, None),
            Err(Error::CONFLICT)
        );
        assert_eq!(
            store.get(&key()).map(|object| object.content),
            Some(two.content)
        );
    }
}
