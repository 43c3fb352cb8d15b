//! A refused upload is read away before the answer leaves.
//!
//! Many clients send all of a request before they read the answer. If nobody reads what they send,
//! the connection breaks, and they never see the 412.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::RequestExt as _;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Extensions, header};
use http_body::Body as _;

use super::head::Head;
use crate::settings::GuardSettings;

/// Reads the content of a refused request, up to the limit, and keeps nothing of it.
///
/// It stands in the future of every guarded handler: it is a type of its own, since an `async fn` takes
/// several times as much room.
#[derive(Debug)]
pub struct RefusedUpload {
    /// Nothing where nothing is to be read.
    content: Option<Body>,
    left: u64,
}

impl RefusedUpload {
    const fn nothing() -> Self {
        Self {
            content: None,
            left: 0,
        }
    }

    /// Nothing where the client waits for `100 Continue`, which it would get, and nothing where more is
    /// to come than the limit: it would be read for nothing.
    pub fn of(head: &mut Head) -> Self {
        let most = GuardSettings::of(&head.extensions).most_of_refused_upload();
        if most == 0 || head.headers.contains_key(header::EXPECT) {
            return Self::nothing();
        }
        let content = head.content.take();
        let Some(content) = content.filter(|content| !content.is_end_stream()) else {
            return Self::nothing();
        };
        let declared = content.size_hint().lower();
        let content = limited(content, &mut head.extensions);
        let left = most.min(content.size_hint().upper().unwrap_or(u64::MAX));
        Self {
            content: Some(content).filter(|_| declared <= left),
            left,
        }
    }
}

impl Future for RefusedUpload {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Self { content, left } = &mut *self;
        match content {
            Some(content) => read(content, left, context),
            None => Poll::Ready(()),
        }
    }
}

fn read(content: &mut Body, left: &mut u64, context: &mut Context<'_>) -> Poll<()> {
    while let Some(Ok(frame)) = ready!(Pin::new(&mut *content).poll_frame(context)) {
        let read = frame.data_ref().map_or(0, |data| data.len() as u64);
        match left.checked_sub(read) {
            Some(rest) => *left = rest,
            None => break,
        }
    }
    Poll::Ready(())
}

/// The content within the route's own body limit, which only axum can read.
fn limited(content: Body, extensions: &mut Extensions) -> Body {
    let mut request = Request::new(content);
    std::mem::swap(request.extensions_mut(), extensions);
    let (parts, content) = request.with_limited_body().into_parts();
    *extensions = parts.extensions;
    content
}
