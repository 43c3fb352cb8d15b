//! A decision of the layer is one event. Alone in its binary: whether an event is wanted is cached for
//! the whole process.

#![cfg(all(feature = "layer", feature = "tracing"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::routing::get;
use conditional_axum::ConditionalLayer;
use tower::ServiceExt as _;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// The SHA-256 tag of `hello`.
const HELLO: &str = "W/\"2cf24dba5fb0a30e26e83b2ac5b9e29e\"";

/// Writes down the events of this crate.
#[derive(Clone, Debug, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "conditional_axum"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        assert_eq!(*event.metadata().level(), Level::DEBUG);
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() != "message" {
            write!(self.0, "{}={value:?} ", field.name()).unwrap();
        }
    }
}

#[tokio::test]
async fn only_requests_with_preconditions_are_told_of() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let app = Router::new()
        .route("/", get("hello"))
        .layer(ConditionalLayer::new());
    for tag in [None, Some(HELLO), Some("\"old\"")] {
        let mut request = Request::new(Body::empty());
        if let Some(tag) = tag {
            let field = tag.parse().unwrap();
            request.headers_mut().insert("if-none-match", field);
        }
        app.clone().oneshot(request).await.unwrap();
    }
    assert_eq!(
        *log.0.lock().unwrap(),
        [
            format!("decision=\"not_modified\" field=\"If-None-Match\" etag={HELLO} "),
            format!("decision=\"proceed\" etag={HELLO} "),
        ]
    );
}
