//! What the numbers say of reads: how many were answered 304, and what was not sent for that.

use std::collections::BTreeMap;

use super::{Numbers, Series};

/// The reads of one route.
#[derive(Debug, Default)]
pub(crate) struct Reads {
    pub(crate) route: String,
    /// How many were answered 200.
    pub(crate) full: u64,
    /// How many were answered 304.
    pub(crate) not_modified: u64,
    /// The mean length of the 200s, before any compression.
    pub(crate) mean: f64,
}

impl Reads {
    /// 304s of a hundred answers.
    #[expect(clippy::cast_precision_loss, reason = "a share is rounded anyway")]
    pub(crate) fn share(&self) -> f64 {
        let all = self.full + self.not_modified;
        100.0 * self.not_modified as f64 / all.max(1) as f64
    }

    /// About how many kilobytes the 304s did not send.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub(crate) fn kilobytes_not_sent(&self) -> f64 {
        self.not_modified as f64 * self.mean / 1000.0
    }
}

impl Numbers {
    /// The reads of each route that was read, those with the most answers first.
    pub(crate) fn reads(&self) -> Vec<Reads> {
        let mut routes = BTreeMap::<String, Reads>::new();
        for (series, distribution) in self.distributions() {
            if series.label("http_request_method") != "GET" {
                continue;
            }
            let route = series.label("http_route").to_owned();
            let reads = routes.entry(route.clone()).or_default();
            reads.route = route;
            reads.learn(&series, &distribution.spread());
        }
        let mut reads: Vec<_> = routes.into_values().collect();
        reads.retain(|reads| reads.route != "none" && reads.full + reads.not_modified > 0);
        reads.sort_by_key(|reads| std::cmp::Reverse(reads.full + reads.not_modified));
        reads
    }
}

impl Reads {
    fn learn(&mut self, series: &Series, spread: &super::distribution::Spread) {
        let status = series.label("http_response_status_code");
        match (series.name.as_str(), status) {
            ("http_server_request_duration_seconds", "200") => self.full = spread.count,
            ("http_server_request_duration_seconds", "304") => self.not_modified = spread.count,
            ("http_server_response_body_size_bytes", "200") => self.mean = mean(spread),
            _ => {}
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a mean is rounded anyway")]
fn mean(spread: &super::distribution::Spread) -> f64 {
    spread.sum / spread.count.max(1) as f64
}
