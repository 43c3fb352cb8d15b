//! What the server sees of attempts at a write: so it can be said afterwards where in its work each
//! connection was cut.

use std::collections::HashMap;
use std::future::pending;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use conditional_axum::Decision;
use tokio::sync::watch;

/// The field that names an attempt.
pub(crate) const ATTEMPT: HeaderName = HeaderName::from_static("x-attempt");

/// The field of an attempt whose answer is made, but never sent.
pub(crate) const UNSENT: HeaderName = HeaderName::from_static("x-unsent");

/// How far the server came with an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The head of the request was read.
    Begun,
    /// This attempt made the change, and its answer was there.
    Made,
    /// The answer was there, and said that this attempt has made nothing.
    Answered,
}

/// What was seen of all attempts, by their names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sightings(watch::Sender<HashMap<String, Seen>>);

impl Sightings {
    /// The same blog, watched.
    pub(crate) fn of(&self, blog: Router) -> Router {
        blog.layer(from_fn_with_state(self.clone(), watch))
    }

    /// How far the server came; `None` if it never saw the attempt.
    pub(crate) fn get(&self, attempt: &str) -> Option<Seen> {
        self.0.borrow().get(attempt).copied()
    }

    /// Waits until the attempt's answer is there.
    pub(crate) async fn answered(&self, attempt: &str) {
        let mut seen = self.0.subscribe();
        let is_answered = |seen: &HashMap<String, Seen>| {
            matches!(seen.get(attempt), Some(Seen::Made | Seen::Answered))
        };
        seen.wait_for(is_answered).await.unwrap();
    }

    fn note(&self, attempt: &str, what: Seen) {
        self.0.send_modify(|seen| {
            seen.insert(attempt.to_owned(), what);
        });
    }
}

async fn watch(State(sightings): State<Sightings>, request: Request, next: Next) -> Response {
    let attempt = request.headers().get(ATTEMPT);
    let Some(attempt) = attempt.map(|name| name.to_str().unwrap().to_owned()) else {
        return next.run(request).await;
    };
    let is_unsent = request.headers().contains_key(UNSENT);
    sightings.note(&attempt, Seen::Begun);
    let answer = next.run(request).await;
    sightings.note(&attempt, seen(&answer));
    if is_unsent {
        // Until the client hangs up.
        pending::<()>().await;
    }
    answer
}

fn seen(answer: &Response) -> Seen {
    let decision = answer.extensions().get();
    let was_in_place = matches!(decision, Some(Decision::AlreadyApplied(_)));
    if answer.status() == StatusCode::OK && !was_in_place {
        Seen::Made
    } else {
        Seen::Answered
    }
}
