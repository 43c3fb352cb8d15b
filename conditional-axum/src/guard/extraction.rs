//! The extraction of a last parameter that waits: before it begins and while it runs, in one box.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::response::Response;
use pin_project_lite::pin_project;

use crate::guard::head::Head;

/// What extracts a `T` once it has the head of the request.
pub(super) type Extraction<T> = Pin<Box<dyn Waiting<T>>>;

/// A last parameter that is there, or being extracted.
#[expect(unnameable_types, reason = "private: only generated code awaits it")]
#[expect(
    missing_debug_implementations,
    reason = "a future has no state to show"
)]
pub enum Reading<T> {
    /// Extracted.
    Done(Option<T>),
    /// Being extracted.
    Runs(Extraction<T>),
}

// The value is moved out, and never pinned.
impl<T> Unpin for Reading<T> {}

impl<T> Future for Reading<T> {
    type Output = Result<T, Response>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            // Taken once: nobody polls a future that is ready.
            Self::Done(value) => value
                .take()
                .map_or(Poll::Pending, |value| Poll::Ready(Ok(value))),
            Self::Runs(extraction) => extraction.as_mut().poll(context),
        }
    }
}

/// A future that is polled only after it has begun.
#[expect(unnameable_types, reason = "private: only `Inside` has it")]
pub trait Waiting<T>: Future<Output = Result<T, Response>> + Send {
    /// Makes the future of this head.
    fn begin(self: Pin<&mut Self>, head: Head);
}

/// Waits for the head of which `begin` makes the future.
pub(super) fn waiting<T, B, F>(begin: B) -> Extraction<T>
where
    B: FnOnce(Head) -> F + Send + 'static,
    F: Future<Output = Result<T, Response>> + Send + 'static,
{
    Box::pin(Step::Waits { begin: Some(begin) })
}

pin_project! {
    #[project = StepProjection]
    enum Step<B, F> {
        Waits { begin: Option<B> },
        Runs { #[pin] future: F },
    }
}

impl<T, B, F> Waiting<T> for Step<B, F>
where
    B: FnOnce(Head) -> F + Send,
    F: Future<Output = Result<T, Response>> + Send,
{
    fn begin(mut self: Pin<&mut Self>, head: Head) {
        if let StepProjection::Waits { begin } = self.as_mut().project()
            && let Some(begin) = begin.take()
        {
            self.set(Self::Runs {
                future: begin(head),
            });
        }
    }
}

impl<T, B, F: Future<Output = Result<T, Response>>> Future for Step<B, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        match self.project() {
            StepProjection::Runs { future } => future.poll(context),
            // Nobody polls it before it begins.
            StepProjection::Waits { .. } => Poll::Pending,
        }
    }
}
