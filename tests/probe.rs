//! [`Probe`]: what ran, in which order.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use http_body::Frame;

/// A list of names that the parts of an application write into when they run.
///
/// Clones share the list, so one clone goes into the state and one stays with the test.
#[derive(Clone, Debug, Default)]
pub struct Probe(Arc<Mutex<Vec<&'static str>>>);

impl Probe {
    /// Writes down that this part runs now.
    pub fn note(&self, name: &'static str) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(name);
    }

    /// What ran so far; the list is empty afterwards.
    #[must_use]
    pub fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Asserts that exactly these ran since the last time, in this order.
    #[track_caller]
    pub fn ran(&self, expected: &[&str]) {
        let ran = self.take();
        assert_eq!(ran, expected, "what ran (left) is not what should (right)");
    }

    /// A request body that notes `body` when somebody starts to read it.
    pub fn body(&self, content: impl Into<Bytes>) -> Body {
        Body::new(Watched {
            probe: self.clone(),
            content: Some(content.into()),
        })
    }
}

struct Watched {
    probe: Probe,
    content: Option<Bytes>,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let content = self.content.take();
        if content.is_some() {
            self.probe.note("body");
        }
        Poll::Ready(content.map(|content| Ok(Frame::data(content))))
    }
}
