//! The resource that is checked, and what the user allowed.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Uri};

use super::{Stop, skip};
use crate::transport::Transport;

/// Everything that stays the same from rule to rule.
pub(crate) struct Subject {
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) target: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) write: Option<Write>,
    pub(crate) required: bool,
    pub(crate) missing: Option<Uri>,
    pub(crate) create: Option<Uri>,
    pub(crate) waits: bool,
    pub(crate) written: Written,
}

/// A write, with as many bodies as the user gave.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    pub(crate) method: Method,
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) bodies: Vec<Bytes>,
}

/// What was written so far.
#[derive(Debug, Default)]
pub(crate) struct Written {
    count: AtomicUsize,
    last: Mutex<Option<SystemTime>>,
    had_date: AtomicBool,
}

impl Subject {
    pub(crate) fn two_bodies(&self) -> Result<&Write, Stop> {
        let write = self.write.as_ref();
        let write = write.ok_or_else(|| skip("needs a write, and none was allowed"))?;
        if write.bodies.len() < 2 {
            return Err(skip("needs two bodies that differ"));
        }
        Ok(write)
    }

    /// A write was done.
    pub(crate) fn wrote(&self) {
        self.written.count.fetch_add(1, Ordering::Relaxed);
        *self.last_write() = Some(self.transport.now());
    }

    /// Whether any 200 so far had a Last-Modified; remembers if this one has.
    pub(crate) fn has_had_date(&self, now: bool) -> bool {
        self.written.had_date.fetch_or(now, Ordering::Relaxed) || now
    }

    /// Waits for the next second.
    pub(crate) async fn next_second(&self) -> Result<(), Stop> {
        if !self.waits {
            return Err(skip("needs a second, and waiting was not allowed"));
        }
        let passed = since_1970(self.transport.now()).subsec_nanos();
        let left = Duration::from_secs(1).saturating_sub(Duration::from_nanos(u64::from(passed)));
        self.transport.wait(left).await;
        Ok(())
    }

    /// Waits until the second of the last write is over.
    pub(crate) async fn settle(&self) -> Result<(), Stop> {
        let last = *self.last_write();
        let now = since_1970(self.transport.now()).as_secs();
        if last.is_some_and(|last| since_1970(last).as_secs() >= now) {
            self.next_second().await?;
        }
        Ok(())
    }

    fn last_write(&self) -> MutexGuard<'_, Option<SystemTime>> {
        let last = self.written.last.lock();
        last.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write {
    /// The body that comes `after` the one whose turn it is.
    pub(crate) fn body(&self, written: &Written, after: usize) -> Bytes {
        let turn = written.count.load(Ordering::Relaxed) + after;
        let body = turn
            .checked_rem(self.bodies.len())
            .and_then(|turn| self.bodies.get(turn));
        body.cloned().unwrap_or_default()
    }
}

fn since_1970(time: SystemTime) -> Duration {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use http::{Request, Response};

    use super::*;
    use crate::transport::{BoxFuture, Unreachable};

    /// A clock that is moved by waiting, and nobody to ask.
    struct Hand(Mutex<Duration>);

    impl Transport for Hand {
        fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, Unreachable>> {
            Box::pin(async { Err(Unreachable::new("nobody")) })
        }

        fn now(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH + *self.0.lock().unwrap()
        }

        fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
            *self.0.lock().unwrap() += time;
            Box::pin(async {})
        }
    }

    fn subject_at(milliseconds: u64) -> Subject {
        Subject {
            transport: Box::new(Hand(Mutex::new(Duration::from_millis(milliseconds)))),
            target: Uri::from_static("/"),
            headers: HeaderMap::new(),
            write: None,
            required: false,
            missing: None,
            create: None,
            waits: true,
            written: Written::default(),
        }
    }

    fn milliseconds(subject: &Subject) -> u128 {
        since_1970(subject.transport.now()).as_millis()
    }

    #[tokio::test]
    async fn the_next_second_is_waited_for_until_it_begins() {
        let subject = subject_at(12_250);
        assert_eq!(subject.next_second().await, Ok(()));
        assert_eq!(milliseconds(&subject), 13_000);
        assert_eq!(subject.next_second().await, Ok(()));
        assert_eq!(milliseconds(&subject), 14_000);
    }

    #[tokio::test]
    async fn only_the_second_of_the_last_write_is_waited_out() {
        let subject = subject_at(12_250);
        assert_eq!(subject.settle().await, Ok(()));
        assert_eq!(milliseconds(&subject), 12_250);
        subject.wrote();
        assert_eq!(subject.settle().await, Ok(()));
        assert_eq!(milliseconds(&subject), 13_000);
        assert_eq!(subject.settle().await, Ok(()));
        assert_eq!(milliseconds(&subject), 13_000);
    }

    #[test]
    fn bodies_take_turns() {
        let write = Write {
            method: Method::PUT,
            content_type: None,
            bodies: vec![
                Bytes::from_static(b"a"),
                Bytes::from_static(b"b"),
                Bytes::from_static(b"c"),
            ],
        };
        let subject = subject_at(0);
        let both = || [0, 1].map(|after| write.body(&subject.written, after));
        assert_eq!(both(), ["a", "b"]);
        subject.wrote();
        assert_eq!(both(), ["b", "c"]);
        subject.wrote();
        assert_eq!(both(), ["c", "a"]);
    }
}
