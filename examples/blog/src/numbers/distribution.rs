//! How values are spread, in as much room as if there were one.

use std::sync::Mutex;

use metrics::HistogramFn;

use super::lock;

/// The upper ends of the buckets: powers of ten serve for seconds and for octets.
pub(super) const BOUNDS: [f64; 11] = [
    0.0001, 0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6,
];

/// Values that are counted and not kept.
#[derive(Debug, Default)]
pub(super) struct Distribution(Mutex<Spread>);

/// What is known of the values.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spread {
    pub(super) count: u64,
    pub(super) sum: f64,
    /// How many are at most as large as each bound.
    pub(super) at_most: [u64; BOUNDS.len()],
}

impl Distribution {
    pub(super) fn spread(&self) -> Spread {
        *lock(&self.0)
    }
}

impl HistogramFn for Distribution {
    fn record(&self, value: f64) {
        let mut spread = lock(&self.0);
        spread.count += 1;
        spread.sum += value;
        for (bound, count) in BOUNDS.iter().zip(&mut spread.at_most) {
            *count += u64::from(value <= *bound);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_counts_for_each_bound_that_it_does_not_pass() {
        let distribution = Distribution::default();
        for value in [0.0005, 1.0, 2e6] {
            distribution.record(value);
        }
        let spread = distribution.spread();
        assert_eq!(spread.count, 3);
        assert_eq!(spread.at_most, [0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
    }
}
