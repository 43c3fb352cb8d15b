//! `metrics` counts what guards decide.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use conditional_axum::{ETag, MetricsLayer, condition};
use conditional_tests::Call;
use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};

/// All values of each metric, by its name and labels as text.
#[derive(Clone, Debug, Default)]
struct Recorded(Arc<Mutex<BTreeMap<String, Vec<f64>>>>);

struct Handle(Recorded, String);

impl Recorded {
    fn handle(&self, key: &Key) -> Arc<Handle> {
        let labels: Vec<_> = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()))
            .collect();
        let name = format!("{}{{{}}}", key.name(), labels.join(","));
        Arc::new(Handle(self.clone(), name))
    }

    fn describe(&self, kind: &str, name: &KeyName, unit: Option<Unit>) {
        let unit = unit.map_or("none", |unit| unit.as_str());
        let described = format!("described {kind} {} {unit}", name.as_str());
        self.0.lock().unwrap().entry(described).or_default();
    }

    /// The names and labels of what starts with this.
    fn keys(&self, start: &str) -> Vec<String> {
        let all = self.0.lock().unwrap();
        all.keys()
            .filter(|key| key.starts_with(start))
            .cloned()
            .collect()
    }

    fn values(&self, key: &str) -> Vec<f64> {
        self.0.lock().unwrap().get(key).cloned().unwrap_or_default()
    }
}

impl CounterFn for Handle {
    fn increment(&self, value: u64) {
        assert_eq!(value, 1);
        self.record(1.0);
    }

    fn absolute(&self, _: u64) {}
}

impl HistogramFn for Handle {
    fn record(&self, value: f64) {
        let Self(Recorded(all), name) = self;
        all.lock()
            .unwrap()
            .entry(name.clone())
            .or_default()
            .push(value);
    }
}

impl Recorder for Recorded {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe("counter", &name, unit);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe("gauge", &name, unit);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe("histogram", &name, unit);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        self.handle(key).into()
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        self.handle(key).into()
    }
}

fn tag(Path(id): &Path<u64>, State(version): State<u64>) -> Option<ETag> {
    (*id == 1).then(|| ETag::from(version))
}

#[condition(etag = tag, extract(State<u64>), required)]
async fn entry(Path(id): Path<u64>) -> String {
    format!("entry {id}")
}

fn app(recorded: &Recorded) -> Router {
    Router::new()
        .route("/entries/{id}", get(entry).put(entry))
        .route("/plain", get("plain"))
        .fallback(async || "nothing")
        .layer(MetricsLayer::new().with_recorder(Arc::new(recorded.clone())))
        .with_state(7)
}

#[tokio::test]
async fn each_decision_is_counted_by_its_field_and_route() {
    let recorded = Recorded::default();
    let app = app(&recorded);
    for call in [
        Call::get("/entries/1"),
        Call::get("/entries/1").if_none_match("\"7\""),
        Call::get("/entries/1").if_none_match("\"7\""),
        Call::get("/entries/1").if_none_match("\"6\""),
        Call::put("/entries/1").if_match("\"6\""),
        Call::put("/entries/2").if_match("\"6\""),
        Call::put("/entries/1"),
        Call::get("/plain").if_none_match("\"7\""),
        Call::get("/nothing/1"),
        Call::get("/nothing/2"),
    ] {
        let _ = call.send(&app).await;
    }
    let counted = |labels: &str| {
        let name = format!("http_conditional_decisions_total{{{labels}}}");
        recorded.values(&name).len()
    };
    let entries = "http_route=/entries/{id}";
    for (count, labels) in [
        (1, format!("decision=none,field=none,{entries}")),
        (
            2,
            format!("decision=not_modified,field=If-None-Match,{entries}"),
        ),
        (1, format!("decision=proceed,field=none,{entries}")),
        (
            2,
            format!("decision=precondition_failed,field=If-Match,{entries}"),
        ),
        (
            1,
            format!("decision=precondition_required,field=none,{entries}"),
        ),
        (1, "decision=none,field=none,http_route=/plain".to_owned()),
        (2, "decision=none,field=none,http_route=none".to_owned()),
    ] {
        assert_eq!(counted(&labels), count, "{labels}: {recorded:#?}");
    }
    assert_eq!(recorded.keys("http_conditional_decisions_total").len(), 7);
}

#[tokio::test]
async fn only_what_the_guard_answers_is_time_of_validators() {
    let recorded = Recorded::default();
    let app = app(&recorded);
    let times = || {
        let times = recorded.values("http_conditional_validator_seconds{http_route=/entries/{id}}");
        assert!(times.iter().all(|seconds| *seconds >= 0.0));
        times.len()
    };
    let _ = Call::get("/entries/1").send(&app).await;
    assert_eq!(times(), 0);
    let _ = Call::get("/entries/1")
        .if_none_match("\"7\"")
        .send(&app)
        .await;
    let _ = Call::put("/entries/1").send(&app).await;
    assert_eq!(times(), 2);
    let all = recorded.keys("http_server_request_duration_seconds");
    let of = |method, status| {
        format!(
            "http_server_request_duration_seconds{{http_request_method={method},http_response_status_code={status},http_route=/entries/{{id}}}}"
        )
    };
    assert_eq!(all, [of("GET", 200), of("GET", 304), of("PUT", 428)]);
}

#[tokio::test]
async fn the_length_of_content_is_recorded() {
    let recorded = Recorded::default();
    let app = app(&recorded);
    let _ = Call::get("/plain").send(&app).await;
    let labels = "http_request_method=GET,http_response_status_code=200,http_route=/plain";
    let name = format!("http_server_response_body_size_bytes{{{labels}}}");
    assert_eq!(recorded.values(&name), [5.0]);
}

#[tokio::test]
async fn no_label_is_chosen_by_a_client() {
    let recorded = Recorded::default();
    let app = app(&recorded);
    for method in ["CHOSEN", "OTHER"] {
        let _ = Call::new(method, "/entries/1").send(&app).await;
    }
    let labels =
        "http_request_method=_OTHER,http_response_status_code=405,http_route=/entries/{id}";
    let name = format!("http_server_request_duration_seconds{{{labels}}}");
    assert_eq!(recorded.values(&name).len(), 2, "{recorded:#?}");
}

#[test]
fn each_metric_is_described_with_its_unit() {
    let recorded = Recorded::default();
    let _ = MetricsLayer::new().with_recorder(Arc::new(recorded.clone()));
    let expected = [
        "described counter http_conditional_decisions_total count",
        "described histogram http_conditional_validator_seconds seconds",
        "described histogram http_server_request_duration_seconds seconds",
        "described histogram http_server_response_body_size_bytes bytes",
    ];
    assert_eq!(recorded.keys("described"), expected);
}
