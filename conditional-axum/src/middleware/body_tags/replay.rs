//! The body that gives again what was read.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::BoxError;
use axum::body::Body;
use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body as _, Frame, SizeHint};

use super::tagging::Kept;

/// The frames that were read, the trailers, and what comes after.
#[derive(Debug)]
pub(super) struct Replay {
    frames: <Kept as IntoIterator>::IntoIter,
    trailers: Option<Box<HeaderMap>>,
    rest: Rest,
    /// What is left of the length that the body declared.
    remaining: u64,
}

/// What comes after the frames that were read.
#[derive(Debug)]
pub(super) enum Rest {
    Nothing,
    Error(axum::Error),
    Body(Body),
}

impl Replay {
    pub(super) fn new(
        kept: Kept,
        trailers: Option<Box<HeaderMap>>,
        rest: Rest,
        declared: u64,
    ) -> Self {
        Self {
            frames: kept.into_iter(),
            trailers,
            rest,
            remaining: declared,
        }
    }
}

impl http_body::Body for Replay {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(data) = self.frames.next() {
            self.remaining = self.remaining.saturating_sub(data.len() as u64);
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        if let Some(trailers) = self.trailers.take() {
            return Poll::Ready(Some(Ok(Frame::trailers(*trailers))));
        }
        self.rest.poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        let nothing_kept = self.frames.size_hint().1 == Some(0) && self.trailers.is_none();
        nothing_kept && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.remaining)
    }
}

impl Rest {
    fn poll_frame(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Self::Body(body) = self {
            let frame = Pin::new(body).poll_frame(context);
            // Unwrapped, or `Body` would wrap it a second time.
            return frame.map_err(axum::Error::into_inner);
        }
        Poll::Ready(match std::mem::replace(self, Self::Nothing) {
            Self::Error(error) => Some(Err(error.into_inner())),
            Self::Nothing | Self::Body(_) => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Error(_) => false,
            Self::Body(body) => body.is_end_stream(),
        }
    }
}
