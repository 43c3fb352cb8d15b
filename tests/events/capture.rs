//! Keeps what an application says while it answers.

use std::fmt;
use std::sync::{Arc, Mutex};

use axum::Router;
use conditional_tests::Call;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber, span};

/// One event. Its fields are those beside the message.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) level: Level,
    pub(crate) fields: Fields,
}

type Fields = Vec<(&'static str, String)>;

impl Told {
    /// The text of a field.
    pub(crate) fn of(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(of, _)| *of == name);
        field.map(|(_, value)| value.as_str())
    }
}

/// Keeps the events of our target; nothing else is enabled.
#[derive(Clone, Default)]
struct Capture(Arc<Mutex<Vec<Told>>>);

impl Subscriber for Capture {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "conditional_axum"
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Named::default();
        event.record(&mut fields);
        self.0.lock().unwrap().push(Told {
            level: *event.metadata().level(),
            fields: fields.0,
        });
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
            self.0.push((field.name(), format!("{value:?}")));
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() != "message" {
            self.0.push((field.name(), value.to_owned()));
        }
    }
}

/// The events of one call.
pub(crate) async fn events(call: Call, app: &Router) -> Vec<Told> {
    let capture = Capture::default();
    // The runtime of a test has one thread, on which the application runs.
    let scope = tracing::subscriber::set_default(capture.clone());
    call.send(app).await;
    drop(scope);
    let mut events = capture.0.lock().unwrap();
    std::mem::take(&mut *events)
}
