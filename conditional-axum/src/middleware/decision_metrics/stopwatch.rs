//! How long a request takes, where there is a clock.

/// Started with a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopwatch {
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    started: std::time::Instant,
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
impl Stopwatch {
    pub(super) fn start() -> Self {
        Self {
            started: std::time::Instant::now(),
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "there is none on another target")]
    pub(super) fn seconds(self) -> Option<f64> {
        Some(self.started.elapsed().as_secs_f64())
    }
}

/// There is no clock on this target: the standard library's panics.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
impl Stopwatch {
    pub(super) const fn start() -> Self {
        Self {}
    }

    pub(super) const fn seconds(self) -> Option<f64> {
        None
    }
}
