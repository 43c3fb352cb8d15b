//! One `tracing` event for each decision.
//!
//! A binary of its own: whether an event is enabled is remembered for the whole process, so a
//! request without a subscriber on another thread could hide the first ones.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    reason = "a test says what happens by failing"
)]

#[path = "http/fixture.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod fixture;

use std::fmt;
use std::sync::{Arc, Mutex};

use axum::Router;
use conditional_tests::Call;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber, span};

use fixture::{AFTER, STALE, TAG, World, by_resource, dated, page, required};

type Fields = Vec<(&'static str, String)>;

/// Keeps the events of our target; nothing else is enabled.
#[derive(Clone, Default)]
struct Capture(Arc<Mutex<Vec<(Level, Fields)>>>);

impl Subscriber for Capture {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "conditional_axum"
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Named::default();
        event.record(&mut fields);
        let event = (*event.metadata().level(), fields.0);
        self.0.lock().unwrap().push(event);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[derive(Default)]
struct Named(Fields);

impl Visit for Named {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() != "message" {
            self.0.push((
                field.name(),
                format!("{value:?}").trim_matches('"').to_owned(),
            ));
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() != "message" {
            self.0.push((field.name(), value.to_owned()));
        }
    }
}

async fn events(call: Call, app: &Router) -> Vec<(Level, Fields)> {
    let capture = Capture::default();
    // The runtime of a test has one thread, on which the application runs.
    let scope = tracing::subscriber::set_default(capture.clone());
    call.send(app).await;
    drop(scope);
    let mut events = capture.0.lock().unwrap();
    std::mem::take(&mut *events)
}

#[tokio::test]
async fn each_decision_is_one_event_that_names_the_field_and_the_tag() {
    let world = World::new(page());
    let cases: [(Call, &str, Option<&str>); 6] = [
        (
            Call::get("/page").if_none_match(TAG),
            "not_modified",
            Some("If-None-Match"),
        ),
        (
            Call::get("/page").if_modified_since(AFTER),
            "not_modified",
            Some("If-Modified-Since"),
        ),
        (Call::get("/page").if_none_match(STALE), "proceed", None),
        (
            Call::put("/page").if_match(STALE),
            "precondition_failed",
            Some("If-Match"),
        ),
        (
            Call::put("/page").if_none_match("*"),
            "precondition_failed",
            Some("If-None-Match"),
        ),
        (Call::put("/page"), "precondition_required", None),
    ];
    for (call, decision, field) in cases {
        let events = events(call, &required(&world)).await;
        let [(level, fields)] = &events[..] else {
            panic!("expected one event, not {events:?}");
        };
        assert_eq!(*level, Level::DEBUG);
        let of = |name| {
            fields
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| v.as_str())
        };
        assert_eq!(of("decision"), Some(decision), "{fields:?}");
        assert_eq!(of("field"), field, "{fields:?}");
        assert_eq!(
            of("etag")
                .map(|tag| tag.replace('\\', ""))
                .as_deref()
                .map(|t| t.trim_matches('"')),
            Some("v1"),
            "{fields:?}"
        );
    }
}

#[tokio::test]
async fn a_page_without_a_tag_has_none_in_the_event() {
    let world = World::new(dated());
    let call = Call::get("/page").if_modified_since(AFTER);
    let events = events(call, &by_resource(&world)).await;
    assert_eq!(events.len(), 1);
    assert!(
        events[0].1.iter().all(|(name, _)| *name != "etag"),
        "{events:?}"
    );
}
