//! What is known of the current time.

use std::fmt;

use crate::last_modified::LastModified;

/// A source of "now", asked only where a date needs it.
#[derive(Clone, Copy, Default)]
pub(super) struct Clock<'a> {
    now: Now<'a>,
    /// By how many seconds the clocks of the server and of its database may differ.
    margin: u32,
}

#[derive(Clone, Copy, Default)]
enum Now<'a> {
    #[default]
    Unknown,
    At(LastModified),
    Asked(&'a NowFn<'a>),
}

/// A function that reads a clock; `None` where there is none to read.
pub(super) type NowFn<'a> = dyn Fn() -> Option<LastModified> + Send + Sync + 'a;

impl<'a> Clock<'a> {
    /// The current time is not known.
    pub(super) const UNKNOWN: Self = Self {
        now: Now::Unknown,
        margin: 0,
    };

    pub(super) const fn stopped_at(self, now: LastModified) -> Self {
        Self {
            now: Now::At(now),
            ..self
        }
    }

    pub(super) const fn asking(self, now: &'a NowFn<'a>) -> Self {
        Self {
            now: Now::Asked(now),
            ..self
        }
    }

    pub(super) const fn with_margin(self, seconds: u32) -> Self {
        Self {
            margin: seconds,
            ..self
        }
    }

    pub(super) fn now(self) -> Option<LastModified> {
        match self.now {
            Now::Unknown => None,
            Now::At(now) => Some(now),
            Now::Asked(now) => now(),
        }
    }

    /// Whether the second of `date` is over, as far as is known.
    pub(super) fn is_over(self, date: LastModified) -> bool {
        self.now().is_none_or(|now| date.is_over(now, self.margin))
    }
}

impl fmt::Debug for Clock<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Clock");
        match self.now {
            Now::Unknown => debug.field("now", &None::<LastModified>),
            Now::At(now) => debug.field("now", &now),
            Now::Asked(_) => debug.field("now", &format_args!("<fn>")),
        };
        debug.field("margin", &self.margin).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_shows_what_is_known_of_the_time() {
        let clock = Clock::default().with_margin(2);
        let at = clock.stopped_at(LastModified::from_unix_seconds(784_111_777));
        let asked = clock.asking(&|| None);
        let shown = [clock, at, asked].map(|clock| format!("{clock:?}"));
        assert_eq!(
            shown,
            [
                "Clock { now: None, margin: 2 }",
                "Clock { now: LastModified(Sun, 06 Nov 1994 08:49:37 GMT), margin: 2 }",
                "Clock { now: <fn>, margin: 2 }",
            ]
        );
    }
}
