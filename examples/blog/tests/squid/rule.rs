//! The rule of the current second, and the blog as it would be without it.

use std::time::SystemTime;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use conditional_axum::LastModified;

/// A date is not sent before its second is over, and what has neither a date nor a strong tag is not
/// stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    On,
    Off,
}

/// Takes back what the rule has done to an answer: a date that was left out is the current second.
pub(crate) async fn without_the_rule(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    if answer.status() == StatusCode::OK {
        take_back(answer.headers_mut());
    }
    answer
}

fn take_back(headers: &mut HeaderMap) {
    let policy = headers.get(header::CACHE_CONTROL);
    if policy.is_some_and(|policy| policy == "no-store") {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    } else if headers.contains_key(header::ETAG) && !headers.contains_key(header::LAST_MODIFIED) {
        let now = LastModified::from(SystemTime::now()).to_string();
        headers.insert(header::LAST_MODIFIED, now.parse().unwrap());
    }
}
