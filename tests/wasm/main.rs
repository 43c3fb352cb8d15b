//! Guarded pages where there is no clock, as on `wasm32-unknown-unknown`: the standard library's
//! panics there.
//!
//! `scripts/check-wasm` builds this for that target and lets node run it. A panic is a trap, and fails it.

#![expect(clippy::unwrap_used, reason = "a trap is how this fails")]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use axum::response::Response;
use axum::routing::any;
use conditional_axum::{ConditionalLayer, ETag, LastModified, condition, last_modified};
use tower::ServiceExt as _;

const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

const CHANGED: LastModified = LastModified::from_unix_seconds(784_111_777);

#[last_modified(|| CHANGED)]
async fn dated() -> &'static str {
    "a page"
}

#[condition(etag = || ETag::from(7), last_modified = || CHANGED)]
async fn tagged() -> &'static str {
    "a page"
}

fn main() {
    let hashed = any("a page").layer(ConditionalLayer::new());
    let app = Router::new()
        .route("/dated", any(dated))
        .route("/tagged", any(tagged))
        .route("/hashed", hashed);

    // Without a clock no second is known to be over, so no date is sent…
    let page = get(&app, "/dated", &[]);
    assert_eq!(page.status(), 200);
    assert!(!page.headers().contains_key(header::LAST_MODIFIED));
    // …but those that come are compared.
    for path in ["/dated", "/tagged"] {
        let page = get(&app, path, &[("if-modified-since", DATE)]);
        assert_eq!(page.status(), 304);
        // Two digits of a year mean one near to now, which nobody knows.
        let page = get(
            &app,
            path,
            &[("if-modified-since", "Sunday, 06-Nov-94 08:49:37 GMT")],
        );
        assert_eq!(page.status(), 304);
        let page = get(&app, path, &[("if-unmodified-since", DATE)]);
        assert_eq!(page.status(), 200);
    }
    let page = get(&app, "/tagged", &[("if-none-match", "\"7\"")]);
    assert_eq!(page.status(), 304);
    let page = get(&app, "/hashed", &[]);
    let tag = page.headers()[header::ETAG].to_str().unwrap();
    assert_eq!(
        get(&app, "/hashed", &[("if-none-match", tag)]).status(),
        304
    );
}

/// Nothing here waits for anything, so the answer is there in the end.
fn get(app: &Router, path: &str, fields: &[(&str, &str)]) -> Response {
    let mut request = Request::get(path);
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    let mut answer = pin!(app.clone().oneshot(request.body(Body::empty()).unwrap()));
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(answer) = answer.as_mut().poll(&mut context) {
            return answer.unwrap();
        }
    }
}
