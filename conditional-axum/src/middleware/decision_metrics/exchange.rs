//! One request through the layer.

use std::fmt;
use std::sync::Arc;
use std::task::Context;

use axum::body::HttpBody as _;
use axum::response::Response;
use conditional_core::{ConditionalField, Decision};
use metrics::{Recorder, SharedString, counter, histogram};

use super::stopwatch::Stopwatch;
use crate::middleware::around::{Answer, Respond};

pub(super) const DECISIONS: &str = "http_conditional_decisions_total";
pub(super) const VALIDATOR_SECONDS: &str = "http_conditional_validator_seconds";
pub(super) const REQUEST_SECONDS: &str = "http_server_request_duration_seconds";
pub(super) const RESPONSE_BYTES: &str = "http_server_response_body_size_bytes";

/// One request on its way through [`MetricsLayer`](super::MetricsLayer).
pub struct Exchange {
    pub(super) recorder: Option<Arc<dyn Recorder + Send + Sync>>,
    pub(super) method: &'static str,
    pub(super) route: SharedString,
    pub(super) stopwatch: Stopwatch,
}

impl Respond for Exchange {
    fn respond(self, response: Response, _context: &mut Context<'_>) -> Answer {
        match &self.recorder {
            Some(recorder) => metrics::with_local_recorder(recorder, || self.tell(&response)),
            None => self.tell(&response),
        }
        Answer::Ready(response)
    }
}

impl Exchange {
    fn tell(&self, response: &Response) {
        let decision = response.extensions().get::<Decision>().copied();
        self.count(decision);
        if let Some(seconds) = self.stopwatch.seconds() {
            self.time(decision, response, seconds);
        }
        if let Some(length) = response.body().size_hint().exact() {
            self.weigh(response, length);
        }
    }

    fn count(&self, decision: Option<Decision>) {
        let field = decision.and_then(Decision::field);
        counter!(
            DECISIONS,
            "decision" => decision.map_or("none", Decision::as_str),
            "field" => field.map_or("none", ConditionalField::as_str),
            "http_route" => self.route.clone(),
        )
        .increment(1);
    }

    fn time(&self, decision: Option<Decision>, response: &Response, seconds: f64) {
        if decision.is_some_and(|decision| !decision.is_proceed()) {
            histogram!(VALIDATOR_SECONDS, "http_route" => self.route.clone()).record(seconds);
        }
        histogram!(
            REQUEST_SECONDS,
            "http_request_method" => self.method,
            "http_response_status_code" => response.status().as_str().to_owned(),
            "http_route" => self.route.clone(),
        )
        .record(seconds);
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a length beyond 2^53 octets may be one off"
    )]
    fn weigh(&self, response: &Response, length: u64) {
        histogram!(
            RESPONSE_BYTES,
            "http_request_method" => self.method,
            "http_response_status_code" => response.status().as_str().to_owned(),
            "http_route" => self.route.clone(),
        )
        .record(length as f64);
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").finish_non_exhaustive()
    }
}
