//! The numbers as Prometheus reads them.

use std::fmt::{self, Write as _};

use super::distribution::{BOUNDS, Spread};
use super::{Numbers, Series, lock};

/// The format's media type.
pub(crate) const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

impl Numbers {
    /// All of them.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // To write into a string cannot fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> fmt::Result {
        let mut last = String::new();
        for (series, count) in self.counters() {
            self.begin(text, &mut last, &series.name, "counter")?;
            sample(text, &series, "", None, count)?;
        }
        for (series, distribution) in self.distributions() {
            self.begin(text, &mut last, &series.name, "histogram")?;
            spread(text, &series, distribution.spread())?;
        }
        Ok(())
    }

    /// What stands before the first series of a name.
    fn begin(&self, text: &mut String, last: &mut String, name: &str, kind: &str) -> fmt::Result {
        if last == name {
            return Ok(());
        }
        name.clone_into(last);
        if let Some(help) = lock(&self.0.help).get(name) {
            writeln!(text, "# HELP {name} {help}")?;
        }
        writeln!(text, "# TYPE {name} {kind}")
    }
}

fn spread(text: &mut String, series: &Series, spread: Spread) -> fmt::Result {
    for (bound, count) in BOUNDS.iter().zip(spread.at_most) {
        sample(text, series, "_bucket", Some(&bound.to_string()), count)?;
    }
    sample(text, series, "_bucket", Some("+Inf"), spread.count)?;
    sample(text, series, "_sum", None, spread.sum)?;
    sample(text, series, "_count", None, spread.count)
}

fn sample(
    text: &mut String,
    series: &Series,
    suffix: &str,
    bound: Option<&str>,
    value: impl fmt::Display,
) -> fmt::Result {
    let labels = series.labels.iter();
    let labels = labels.map(|(name, value)| (name.as_str(), value.as_str()));
    let labels = labels.chain(bound.map(|bound| ("le", bound)));
    let labels = labels.map(|(name, value)| format!("{name}=\"{}\"", escaped(value)));
    let labels: Vec<_> = labels.collect();
    let name = &series.name;
    writeln!(text, "{name}{suffix}{{{}}} {value}", labels.join(","))
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use metrics::{Recorder as _, counter, histogram, with_local_recorder};

    use super::*;

    #[test]
    fn counters_and_histograms_are_written_with_their_labels() {
        let numbers = Numbers::default();
        let help = "How often.".into();
        numbers.describe_counter("turns_total".into(), None, help);
        with_local_recorder(&Arc::new(numbers.clone()), || {
            counter!("turns_total", "to" => "a \"side\"").increment(2);
            histogram!("seconds").record(0.5);
        });
        let text = numbers.text();
        let counter = "# HELP turns_total How often.\n# TYPE turns_total counter\nturns_total{to=\"a \\\"side\\\"\"} 2\n";
        assert!(text.starts_with(counter), "{text}");
        for line in [
            "# TYPE seconds histogram",
            "seconds_bucket{le=\"0.1\"} 0",
            "seconds_bucket{le=\"1\"} 1",
            "seconds_bucket{le=\"+Inf\"} 1",
            "seconds_sum{} 0.5",
            "seconds_count{} 1",
        ] {
            assert!(text.lines().any(|other| other == line), "{line}: {text}");
        }
    }
}
