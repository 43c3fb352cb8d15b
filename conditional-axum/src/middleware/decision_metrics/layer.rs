//! The builder.

use std::fmt;
use std::sync::Arc;

use axum::extract::MatchedPath;
use axum::http::{Method, Request};
use metrics::{Recorder, SharedString, Unit};
use tower_layer::Layer;

use super::exchange::{DECISIONS, Exchange, REQUEST_SECONDS, RESPONSE_BYTES, VALIDATOR_SECONDS};
use super::stopwatch::Stopwatch;
use crate::middleware::around::{Around, Middleware};

/// Counts what guards decide, and measures what it costs, on the facade of the crate `metrics` 0.24.
///
/// | metric | labels | what it says |
/// |---|---|---|
/// | `http_conditional_decisions_total`, a counter | `decision`, `field`, `http_route` | what became of each request: `proceed`, `not_modified`, `precondition_failed`, `precondition_required`, `already_applied`; `none` where nothing was asked, or there is no guard |
/// | `http_conditional_validator_seconds`, a histogram | `http_route` | how long a 304, 412 or 428 took: extractors and validator functions, for the handler did not run. Of [`ConditionalLayer`](crate::ConditionalLayer)'s 304s, the handler and the hash as well |
/// | `http_server_request_duration_seconds`, a histogram | `http_request_method`, `http_response_status_code`, `http_route` | how long any answer took |
/// | `http_server_response_body_size_bytes`, a histogram | the same | its content, where the length is known |
///
/// The last two, and the labels, have the names of OpenTelemetry's HTTP conventions. No label has a
/// value that a client chooses: `field` is one of five or `none`, an unknown method is `_OTHER`, and
/// `http_route` is the route's pattern, `/entries/{id}`, or `none` where axum has not matched one.
///
/// Add it with `Router::layer` or `Router::route_layer`, after the routes, so that it sees their
/// patterns, and inside of a compressor, so that lengths are known. With
/// [`with_recorder`](Self::with_recorder) the numbers go to a recorder of your own, otherwise to the one
/// that the program has installed. [The guide](crate::guide::metrics) says how to read them.
///
/// # Example
///
/// ```
/// use axum::{Router, routing::get};
/// use conditional_axum::{ETag, MetricsLayer, etag};
///
/// #[etag(|| ETag::from(7))]
/// async fn show() -> &'static str {
///     "rendered at great expense"
/// }
///
/// let app: Router = Router::new().route("/", get(show)).layer(MetricsLayer::new());
/// # let _ = app;
/// ```
#[derive(Clone, Default)]
pub struct MetricsLayer {
    recorder: Option<Arc<dyn Recorder + Send + Sync>>,
}

impl MetricsLayer {
    /// Tells the program's recorder.
    #[must_use]
    pub fn new() -> Self {
        describe();
        Self { recorder: None }
    }

    /// Tells this recorder, and no other.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use conditional_axum::MetricsLayer;
    /// use metrics::NoopRecorder;
    ///
    /// let layer = MetricsLayer::new().with_recorder(Arc::new(NoopRecorder));
    /// assert!(format!("{layer:?}").contains("own recorder"));
    /// ```
    #[must_use]
    pub fn with_recorder(self, recorder: Arc<dyn Recorder + Send + Sync>) -> Self {
        metrics::with_local_recorder(&recorder, describe);
        Self {
            recorder: Some(recorder),
        }
    }
}

/// Tells the recorder what the numbers are.
fn describe() {
    metrics::describe_counter!(
        DECISIONS,
        Unit::Count,
        "What became of the preconditions of requests."
    );
    metrics::describe_histogram!(
        VALIDATOR_SECONDS,
        Unit::Seconds,
        "How long requests took that a guard answered."
    );
    metrics::describe_histogram!(
        REQUEST_SECONDS,
        Unit::Seconds,
        "How long requests took until their answer began."
    );
    metrics::describe_histogram!(
        RESPONSE_BYTES,
        Unit::Bytes,
        "The length of answers' content, where it is known."
    );
}

impl<S> Layer<S> for MetricsLayer {
    type Service = Around<Self, S>;

    fn layer(&self, inner: S) -> Self::Service {
        Around::new(self.clone(), inner)
    }
}

impl Middleware for MetricsLayer {
    type Exchange = Exchange;

    fn begin<B>(&self, request: Request<B>) -> (Request<B>, Exchange) {
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map(|route| route.as_str().to_owned().into());
        let exchange = Exchange {
            recorder: self.recorder.clone(),
            method: name_of(request.method()),
            route: route.unwrap_or(SharedString::const_str("none")),
            stopwatch: Stopwatch::start(),
        };
        (request, exchange)
    }
}

/// Any other name would be one that the client chose.
fn name_of(method: &Method) -> &'static str {
    const NAMES: [&str; 10] = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY",
    ];
    let known = NAMES.into_iter().find(|name| method.as_str() == *name);
    known.unwrap_or("_OTHER")
}

impl fmt::Debug for MetricsLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let recorder = self.recorder.as_ref().map(|_| "own recorder");
        f.debug_struct("MetricsLayer")
            .field("recorder", &recorder)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use metrics::NoopRecorder;

    use super::*;

    #[test]
    fn the_debug_output_tells_whether_the_recorder_is_an_own_one() {
        let layer = MetricsLayer::new();
        assert_eq!(format!("{layer:?}"), "MetricsLayer { recorder: None }");
        let layer = layer.with_recorder(Arc::new(NoopRecorder));
        let expected = "MetricsLayer { recorder: Some(\"own recorder\") }";
        assert_eq!(format!("{layer:?}"), expected);
        let (_, exchange) = layer.begin(Request::new(Body::empty()));
        assert_eq!(format!("{exchange:?}"), "Exchange { .. }");
    }
}
