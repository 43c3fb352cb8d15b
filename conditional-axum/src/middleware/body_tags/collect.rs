//! Reads a body of known length, and hashes it on the way.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use bytes::Bytes;
use http_body::{Body as _, Frame};

use super::replay::{Replay, Rest};
use super::tagging::{Hashing, Kept, Tagged, Tagging};

/// A body on its way through the layer.
#[derive(Debug)]
pub(super) struct Collect {
    body: Body,
    /// What the body said of its length.
    declared: u64,
    received: u64,
    kept: Kept,
    trailers: Option<Box<http::HeaderMap>>,
    hashing: Hashing,
}

/// The body as it came, and its tag if it came whole.
#[derive(Debug)]
pub(super) struct Collected {
    pub(super) body: Body,
    pub(super) tagged: Option<Tagged>,
}

impl Collect {
    pub(super) fn new(body: Body, declared: u64, tagging: &Tagging) -> Self {
        Self {
            body,
            declared,
            received: 0,
            kept: Kept::default(),
            trailers: None,
            hashing: tagging.start(),
        }
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Collected> {
        while !self.body.is_end_stream() {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => self.keep(frame),
                Some(Err(error)) => return Poll::Ready(self.replay(Rest::Error(error))),
                None => break,
            }
            // It was to be held up to its declared length, not up to whatever it turns out to be.
            if self.received > self.declared {
                let rest = std::mem::take(&mut self.body);
                return Poll::Ready(self.replay(Rest::Body(rest)));
            }
        }
        Poll::Ready(self.finish())
    }

    fn keep(&mut self, frame: Frame<Bytes>) {
        match frame.into_data() {
            Ok(data) => {
                self.received += data.len() as u64;
                self.hashing.update(&data);
                self.kept.push(data);
            }
            Err(frame) => self.trailers = frame.into_trailers().ok().map(Box::new),
        }
    }

    fn finish(&mut self) -> Collected {
        if self.received < self.declared {
            return self.replay(Rest::Nothing);
        }
        let tagged = Some(self.hashing.finish(&self.kept));
        if self.trailers.is_some() {
            return Collected {
                tagged,
                ..self.replay(Rest::Nothing)
            };
        }
        let body = match self.kept.take_only() {
            Some(only) => Body::from(only),
            None => self.replay(Rest::Nothing).body,
        };
        Collected { body, tagged }
    }

    /// The frames again, then the rest. What did not come whole gets no tag.
    fn replay(&mut self, rest: Rest) -> Collected {
        let kept = std::mem::take(&mut self.kept);
        let replay = Replay::new(kept, self.trailers.take(), rest, self.declared);
        Collected {
            body: Body::new(replay),
            tagged: None,
        }
    }
}
