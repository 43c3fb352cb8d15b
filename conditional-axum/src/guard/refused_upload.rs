//! A refused upload is read away before the answer leaves.
//!
//! Many clients send all of a request before they read the answer. If nobody reads what they send,
//! the connection breaks, and they never see the 412.

use std::future::poll_fn;
use std::pin::Pin;

use axum::RequestExt as _;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Extensions, header};
use http_body::Body as _;

use super::head::Head;
use crate::settings::GuardSettings;

/// Reads the content of a refused request, up to the limit, and keeps nothing of it.
///
/// Not where the client waits for `100 Continue`, which it would get, and not where more is to come
/// than the limit: it would be read for nothing.
pub(super) async fn read_away(head: &mut Head) {
    let most = GuardSettings::of(&head.extensions).most_of_refused_upload();
    if most == 0 || head.headers.contains_key(header::EXPECT) {
        return;
    }
    let Some(content) = head.content.take() else {
        return;
    };
    let declared = content.size_hint().lower();
    let mut content = limited(content, &mut head.extensions);
    let most = most.min(content.size_hint().upper().unwrap_or(u64::MAX));
    if declared <= most {
        drain(&mut content, most).await;
    }
}

/// The content within the route's own body limit, which only axum can read.
fn limited(content: Body, extensions: &mut Extensions) -> Body {
    let mut request = Request::new(content);
    std::mem::swap(request.extensions_mut(), extensions);
    let (parts, content) = request.with_limited_body().into_parts();
    *extensions = parts.extensions;
    content
}

async fn drain(content: &mut Body, most: u64) {
    let mut left = most;
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut *content).poll_frame(context)).await
    {
        let read = frame.data_ref().map_or(0, |data| data.len() as u64);
        match left.checked_sub(read) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}
