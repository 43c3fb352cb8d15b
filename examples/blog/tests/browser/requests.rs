//! What a server was asked and what it answered: the half of a visit that no page's script can see.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::{self, Next};
use axum::response::Response;

/// The requests that came through a router.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requests(Arc<Mutex<Vec<Seen>>>);

#[derive(Debug)]
struct Seen {
    path: String,
    /// Method, fields that matter here, and status. Dates do not: whether there is one depends on the second.
    line: String,
}

impl Requests {
    /// Takes note of whatever this router is asked from now on.
    pub(crate) fn of(&self, app: Router) -> Router {
        app.layer(middleware::from_fn_with_state(self.clone(), note))
    }

    /// What the path was asked since the last call, in order: `GET if-none-match 304`.
    pub(crate) fn take(&self, path: &str) -> Vec<String> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (wanted, rest) = mem::take(&mut *all)
            .into_iter()
            .partition(|seen| seen.path == path);
        *all = rest;
        let wanted: Vec<Seen> = wanted;
        wanted.into_iter().map(|seen| seen.line).collect()
    }

    fn add(&self, seen: Seen) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(seen);
    }
}

/// Noted before the answer leaves, so that a page that has it finds it noted.
async fn note(State(requests): State<Requests>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let asked = line(request.method().as_str(), request.headers());
    let response = next.run(request).await;
    let status = response.status();
    requests.add(Seen {
        path,
        line: format!("{asked} {}", status.as_u16()),
    });
    response
}

fn line(method: &str, headers: &HeaderMap) -> String {
    let conditions = [header::IF_NONE_MATCH, header::IF_MATCH].into_iter();
    let sent = conditions.filter(|name| headers.contains_key(name));
    let allowed = headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS);
    let mut words = vec![method.to_owned()];
    words.extend(sent.map(|name| name.to_string()));
    words.extend(allowed.map(|names| format!("for {}", names.to_str().unwrap())));
    words.join(" ")
}
