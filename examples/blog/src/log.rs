//! One line of log for each request.
//!
//! It says what was decided, whether the answer was built (a page rendered, an entry
//! serialised), and how much of the request's body was read for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use conditional_axum::Decision;
use http_body_util::BodyExt as _;

/// Marks a response whose content was built for this request.
#[derive(Clone, Copy, Debug)]
pub struct Built;

/// Middleware for the outermost place.
pub(crate) async fn each_request(request: Request, next: Next) -> Response {
    let line = (request.method().clone(), request.uri().path().to_owned());
    let sent = request.body().size_hint().exact();
    let (request, read) = count_body(request);
    let response = next.run(request).await;
    tracing::info!(
        target: "blog::request",
        status = response.status().as_u16(),
        decision = %decision(&response),
        built = response.extensions().get::<Built>().is_some(),
        body_read = read.load(Ordering::Relaxed),
        body_length = sent,
        "{} {}", line.0, line.1,
    );
    response
}

/// What the guard decided, and by which field; most requests ask for nothing of the kind.
fn decision(response: &Response) -> String {
    let Some(decision) = response.extensions().get::<Decision>() else {
        return "unconditional".to_owned();
    };
    match decision.field() {
        Some(field) => format!("{} by {field}", decision.as_str()),
        None => decision.as_str().to_owned(),
    }
}

/// Wraps the request's body so that every octet that somebody reads is counted.
fn count_body(request: Request) -> (Request, Arc<AtomicU64>) {
    let read = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&read);
    let request = request.map(|body| {
        Body::new(body.map_frame(move |frame| {
            let length = frame.data_ref().map_or(0, |data| data.len() as u64);
            counter.fetch_add(length, Ordering::Relaxed);
            frame
        }))
    });
    (request, read)
}
