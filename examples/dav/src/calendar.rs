//! The events of the one calendar, in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use conditional_axum::{ETag, Preconditions, Representation, Resource, Stopped};

/// An event, byte for byte as its client sent it: so the tag in the answer to a PUT is the one that a
/// GET will have (RFC 4791 §5.3.4).
#[derive(Clone, Debug, Resource)]
pub(crate) struct Event {
    #[etag]
    pub(crate) tag: ETag,
    pub(crate) text: Arc<str>,
}

impl Event {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            tag: ETag::digest(text),
            text: text.into(),
        }
    }
}

/// Stands for a database: by the name of its resource, each event.
#[derive(Clone, Default)]
pub(crate) struct Calendar(Arc<Mutex<BTreeMap<String, Event>>>);

impl Calendar {
    pub(crate) fn event(&self, name: &str) -> Option<Event> {
        self.lock().get(name).cloned()
    }

    pub(crate) fn events(&self) -> Vec<(String, Event)> {
        let events = self.lock();
        events
            .iter()
            .map(|(name, event)| (name.clone(), event.clone()))
            .collect()
    }

    /// Replaces the event, or deletes it for `None`, if the preconditions hold for what is there now, and
    /// says what was there.
    ///
    /// Both happen under one lock: of two clients that edited one event, the second gets 412. In a
    /// database they are one transaction, or one statement (`UPDATE … WHERE name = ? AND tag = ?`).
    pub(crate) fn write(
        &self,
        name: String,
        preconditions: &Preconditions,
        event: Option<Event>,
    ) -> Result<Option<Event>, Stopped> {
        let mut events = self.lock();
        let current = events
            .get(&name)
            .map_or(Representation::Missing, Resource::representation);
        preconditions.check_required(&current)?;
        Ok(match event {
            Some(event) => events.insert(name, event),
            None => events.remove(&name),
        })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Event>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method, header};

    use super::*;

    #[test]
    fn a_write_is_checked_again_where_it_happens() {
        let (calendar, name) = (Calendar::default(), || "1.ics".to_owned());
        let [one, two] = ["one", "two"].map(Event::new);
        let on = |field, value| {
            let headers = HeaderMap::from_iter([(field, value)]);
            Preconditions::of(&Method::PUT, &headers)
        };
        let creates = on(header::IF_NONE_MATCH, HeaderValue::from_static("*"));
        assert!(calendar.write(name(), &creates, Some(one.clone())).is_ok());

        // Both have passed the guard while `one` was there.
        let replaces_one = on(header::IF_MATCH, HeaderValue::from(&one.tag));
        assert!(
            calendar
                .write(name(), &replaces_one, Some(two.clone()))
                .is_ok()
        );
        assert!(calendar.write(name(), &replaces_one, None).is_err());
        assert_eq!(
            calendar.event(&name()).map(|event| event.tag),
            Some(two.tag)
        );
    }
}
