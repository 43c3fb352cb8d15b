//! The future of [`Refusals`](super::Refusals).

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use pin_project_lite::pin_project;

use super::refusal::Refusal;

pin_project! {
    /// The future of [`Refusals`](super::Refusals).
    #[derive(Debug)]
    pub struct ResponseFuture<T, F> {
        #[pin]
        inner: T,
        render: F,
    }
}

impl<T, F> ResponseFuture<T, F> {
    pub(super) const fn new(inner: T, render: F) -> Self {
        Self { inner, render }
    }
}

impl<T, E, F, R> Future for ResponseFuture<T, F>
where
    T: Future<Output = Result<Response, E>>,
    F: Fn(&Refusal) -> R,
    R: IntoResponse,
{
    type Output = Result<Response, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.inner.poll(context))?;
        Poll::Ready(Ok(match Refusal::of(&response) {
            Some(refusal) => replace(response, (this.render)(&refusal).into_response()),
            None => response,
        }))
    }
}

/// The new body with the old answer's status, headers and extensions.
fn replace(old: Response, new: Response) -> Response {
    let (mut parts, _problem) = old.into_parts();
    let (new, body) = new.into_parts();
    remove_content(&mut parts.headers);
    parts.headers.extend(new.headers);
    parts.extensions.extend(new.extensions);
    Response::from_parts(parts, body)
}

fn remove_content(headers: &mut HeaderMap) {
    for name in [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::CONTENT_LANGUAGE,
        header::CONTENT_ENCODING,
    ] {
        headers.remove(name);
    }
}
