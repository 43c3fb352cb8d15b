//! Holds a GET until the tag changes: `cargo run -p poll`, then in one terminal
//! `curl -i -H 'If-None-Match: "1"' http://127.0.0.1:3000/`, which waits, and in another
//! `curl -X PUT -H 'If-Match: "1"' -d hello http://127.0.0.1:3000/`.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Router, routing::get};
use conditional_axum::{ETag, Preconditions, Resource, Stopped};
use tokio::sync::watch;
use tokio::time::timeout;

/// Shorter than the time-outs of the proxies in between.
const PATIENCE: Duration = Duration::from_secs(25);

#[derive(Clone, Resource)]
struct Note {
    #[etag]
    version: u64,
    text: String,
}

type Shared = Arc<watch::Sender<Note>>;

/// Answers at once to a client without the current version; else waits for the next one. A client
/// that waited in vain gets 304 and asks again.
async fn next(
    State(note): State<Shared>,
    preconditions: Preconditions,
) -> Result<(ETag, String), Stopped> {
    let mut note = note.subscribe();
    let is_new = |note: &Note| preconditions.evaluate(&note.representation()).is_proceed();
    let _ = timeout(PATIENCE, note.wait_for(is_new)).await;

    let note = note.borrow().clone();
    preconditions.check(&note.representation())?;
    Ok((ETag::from(note.version), note.text))
}

/// Checks and changes under the channel's own lock, so that of two writers one gets 412.
async fn save(
    State(note): State<Shared>,
    preconditions: Preconditions,
    text: String,
) -> Result<(StatusCode, ETag), Stopped> {
    let mut saved = Ok(0);
    note.send_if_modified(|note| {
        saved = preconditions
            .check_required(&note.representation())
            .map(|()| {
                note.version += 1;
                note.text = text;
                note.version
            });
        saved.is_ok()
    });
    Ok((StatusCode::NO_CONTENT, ETag::from(saved?)))
}

fn app() -> Router {
    let note = Note {
        version: 1,
        text: "first\n".to_owned(),
    };
    Router::new()
        .route("/", get(next).put(save))
        .with_state(Arc::new(watch::Sender::new(note)))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app()).await
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, header};
    use axum::response::Response;
    use tower::ServiceExt as _;

    use super::*;

    async fn send(app: Router, method: &str, field: header::HeaderName, tag: &str) -> Response {
        let request = Request::builder().method(method).header(field, tag);
        let request = request.body(Body::from("second")).expect("a request");
        let Ok(response) = app.oneshot(request).await;
        response
    }

    fn tag(response: &Response) -> &[u8] {
        response.headers()[header::ETAG].as_bytes()
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_has_the_version_waits_for_the_next_one() {
        let app = app();
        let mut waiting = Box::pin(send(app.clone(), "GET", header::IF_NONE_MATCH, "\"1\""));
        let early = timeout(PATIENCE / 2, &mut waiting).await;
        assert!(early.is_err(), "answered without a change");

        let saved = send(app, "PUT", header::IF_MATCH, "\"1\"").await;
        assert_eq!(
            (saved.status(), tag(&saved)),
            (StatusCode::NO_CONTENT, &b"\"2\""[..])
        );
        let changed = waiting.await;
        assert_eq!(
            (changed.status(), tag(&changed)),
            (StatusCode::OK, &b"\"2\""[..])
        );
        let body = to_bytes(changed.into_body(), 99).await.expect("a body");
        assert_eq!(body, "second");
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_waited_in_vain_gets_304() {
        let reply = send(app(), "GET", header::IF_NONE_MATCH, "\"1\"").await;
        assert_eq!(
            (reply.status(), tag(&reply)),
            (StatusCode::NOT_MODIFIED, &b"\"1\""[..])
        );
    }

    #[tokio::test(start_paused = true)]
    async fn reads_and_writes_answer_conditional_requests_as_the_rfc_says() {
        let check = conditional_axum::testing::check(app(), "/")
            .write(axum::http::Method::PUT, "text/plain", ["one", "two"])
            .required();
        check.await.assert_passed();
    }

    #[tokio::test]
    async fn a_client_with_another_version_is_answered_at_once() {
        let reply = send(app(), "GET", header::IF_NONE_MATCH, "\"0\"").await;
        assert_eq!(reply.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn a_stale_write_changes_nothing() {
        let app = app();
        let stale = send(app.clone(), "PUT", header::IF_MATCH, "\"0\"").await;
        assert_eq!(stale.status(), StatusCode::PRECONDITION_FAILED);
        let unchanged = send(app, "GET", header::IF_NONE_MATCH, "\"0\"").await;
        assert_eq!(tag(&unchanged), b"\"1\"");
    }
}
