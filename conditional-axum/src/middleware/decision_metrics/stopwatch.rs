//! How long a request takes, where there is a clock.

use std::time::Instant;

use crate::clock;

/// Started with a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopwatch {
    started: Option<Instant>,
}

impl Stopwatch {
    pub(super) fn start() -> Self {
        Self {
            started: clock::IS_THERE.then(Instant::now),
        }
    }

    pub(super) fn seconds(self) -> Option<f64> {
        self.started.map(|since| since.elapsed().as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_time_since_the_start_is_told_in_seconds() {
        assert!(Stopwatch::start().seconds().is_some());
        let started = Instant::now().checked_sub(Duration::from_secs(2));
        let seconds = Stopwatch { started }.seconds();
        assert!(seconds.is_none_or(|seconds| seconds >= 2.0));
        assert_eq!(seconds.is_some(), started.is_some());
    }
}
