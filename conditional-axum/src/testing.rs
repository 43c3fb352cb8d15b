//! Tests that ask a service all that RFC 9110 §13 says.
//!
//! [`check`] sends the requests that the command `conditional-check` sends, without a socket. Some
//! 160 rules are asked: what is answered 304 and what a 304 carries, ranges, compressed copies,
//! what depends on cookies, and, where a write is allowed, which writes are refused and that those
//! leave no trace.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() {
//! use std::sync::{Arc, Mutex};
//!
//! use axum::extract::State;
//! use axum::http::Method;
//! use axum::{Router, routing::get};
//! use conditional_axum::{ETag, condition, testing};
//!
//! type Text = State<Arc<Mutex<(u64, String)>>>;
//!
//! fn version(State(text): &Text) -> ETag {
//!     ETag::from(text.lock().unwrap().0)
//! }
//!
//! #[condition(etag = version)]
//! async fn read(State(text): Text) -> String {
//!     text.lock().unwrap().1.clone()
//! }
//!
//! #[condition(etag = version, required)]
//! async fn write(State(text): Text, new: String) {
//!     let mut text = text.lock().unwrap();
//!     *text = (text.0 + 1, new);
//! }
//!
//! let app: Router = Router::new()
//!     .route("/text", get(read).put(write))
//!     .with_state(Arc::new(Mutex::new((1, "Hello!".to_owned()))));
//!
//! testing::check(app, "/text")
//!     .write(Method::PUT, "text/plain", ["one text", "another text"])
//!     .required()
//!     .await
//!     .assert_passed();
//! # }
//! ```
//!
//! The panic of a failed test shows what was sent, what came and what was expected. A rule that does
//! not suit the application is left out by name: `.skip("if-match/unreadable")`.
//!
//! # Time
//!
//! Rules about dates wait for the next second, at most once each; without a write there are one or
//! two of them. With [`Check::without_waiting`] they are skipped. A service that gets its time from
//! a [`Clock`] in the test's hand never waits: see [`InProcess::with_clock`].

use std::fmt::Display;

use axum::body::{Body, HttpBody};
use http::{Request, Response};
use tower_service::Service;

pub use conditional_check::in_process::{Clock, InProcess};
pub use conditional_check::{Check, Exchange, Finding, Level, Outcome, Report, Rule, RuleResult};

/// Checks a resource of a router or any other HTTP service, once the returned [`Check`] is awaited.
///
/// `path` is the resource's, with its query.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// use axum::{Router, routing::get};
/// use conditional_axum::testing;
///
/// // A handler without a guard: nothing tells a client whether its copy is current.
/// let app: Router = Router::new().route("/", get("Hello!"));
///
/// let report = testing::check(app, "/").await;
/// let broken: Vec<_> = report.broken().map(|result| result.rule().name()).collect();
/// assert_eq!(broken, ["validators/present"]);
/// # }
/// ```
pub fn check<S, R>(service: S, path: impl Into<String>) -> Check
where
    S: Service<Request<Body>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Display,
    R: HttpBody<Data: Send, Error: Display> + Send + 'static,
{
    Check::new(InProcess::<S, Body>::new(service), path)
}
