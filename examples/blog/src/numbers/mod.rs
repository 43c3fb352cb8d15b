//! What the layer of the library counts and measures, kept in memory: a recorder of the facade
//! `metrics`, for one blog. `text` writes it for Prometheus, `reads` draws conclusions.

mod distribution;
mod reads;
mod text;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

use self::distribution::Distribution;
pub(crate) use self::reads::Reads;
pub(crate) use self::text::MEDIA_TYPE;

/// The numbers of one blog; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Numbers(Arc<Recorded>);

#[derive(Debug, Default)]
struct Recorded {
    help: Mutex<BTreeMap<String, String>>,
    counters: Mutex<BTreeMap<Series, Arc<AtomicU64>>>,
    distributions: Mutex<BTreeMap<Series, Arc<Distribution>>>,
}

/// A name with labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Series {
    name: String,
    labels: Vec<(String, String)>,
}

impl Series {
    fn label(&self, name: &str) -> &str {
        let label = self.labels.iter().find(|(label, _)| label == name);
        label.map_or("", |(_, value)| value)
    }
}

impl From<&Key> for Series {
    fn from(key: &Key) -> Self {
        let label = |label: &metrics::Label| (label.key().to_owned(), label.value().to_owned());
        Self {
            name: key.name().to_owned(),
            labels: key.labels().map(label).collect(),
        }
    }
}

/// A panic elsewhere leaves numbers that are still true.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Numbers {
    fn describe(&self, name: &KeyName, help: &SharedString) {
        lock(&self.0.help).insert(name.as_str().to_owned(), help.to_string());
    }

    fn counters(&self) -> Vec<(Series, u64)> {
        let counters = lock(&self.0.counters);
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        counters
            .iter()
            .map(|(series, counter)| (series.clone(), count(counter)))
            .collect()
    }

    fn distributions(&self) -> Vec<(Series, Arc<Distribution>)> {
        let distributions = lock(&self.0.distributions);
        distributions
            .iter()
            .map(|(series, distribution)| (series.clone(), Arc::clone(distribution)))
            .collect()
    }
}

impl Recorder for Numbers {
    fn describe_counter(&self, name: KeyName, _: Option<Unit>, help: SharedString) {
        self.describe(&name, &help);
    }

    fn describe_gauge(&self, name: KeyName, _: Option<Unit>, help: SharedString) {
        self.describe(&name, &help);
    }

    fn describe_histogram(&self, name: KeyName, _: Option<Unit>, help: SharedString) {
        self.describe(&name, &help);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let mut counters = lock(&self.0.counters);
        Arc::clone(counters.entry(key.into()).or_default()).into()
    }

    /// Nothing here is a gauge.
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        let mut distributions = lock(&self.0.distributions);
        Arc::clone(distributions.entry(key.into()).or_default()).into()
    }
}
