//! How do two writers not overwrite each other?
//!
//! `cargo run -p conditional-axum --example writes`, then twice
//! `curl -i -X PUT -H 'If-Match: "1"' -d hello http://127.0.0.1:3000/note`: the second is 412.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::{Router, routing::get};
use conditional_axum::{Current, ETag, PreconditionFailed, Resource, condition};

#[derive(Clone, Resource)]
struct Note {
    #[etag]
    version: u64,
    text: String,
}

#[derive(Clone)]
struct Db(Arc<Mutex<Note>>);

impl Db {
    /// `SELECT version, text FROM note`
    fn note(&self) -> Note {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// `UPDATE note SET … WHERE version = ?`: `None` where another writer came first.
    fn update(&self, version: u64, text: String) -> Option<u64> {
        let mut note = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if note.version != version {
            return None;
        }
        *note = Note {
            version: version + 1,
            text,
        };
        Some(note.version)
    }
}

fn load(State(db): &State<Db>) -> Note {
    db.note()
}

#[condition(resource = load, cache_control = "no-cache")]
async fn show(_: State<Db>, Current(note): Current<Note>) -> String {
    note.text
}

/// Runs only where `If-Match` names the current version; without a precondition it is 428.
#[condition(resource = load, required)]
async fn save(
    State(db): State<Db>,
    Current(note): Current<Note>,
    text: String,
) -> Result<(ETag, String), PreconditionFailed> {
    let saved = db.update(note.version, text.clone());
    let version = saved.ok_or_else(PreconditionFailed::new)?;
    Ok((ETag::from(version), text))
}

fn app() -> Router {
    let note = Note {
        version: 1,
        text: "first".to_owned(),
    };
    Router::new()
        .route("/note", get(show).put(save))
        .with_state(Db(Arc::new(Mutex::new(note))))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app()).await
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, header};
    use tower::ServiceExt as _;

    use super::*;

    async fn put(app: &Router, tag: Option<&str>) -> (u16, String) {
        let mut request = Request::put("/note");
        if let Some(tag) = tag {
            request = request.header(header::IF_MATCH, tag);
        }
        let request = request.body(Body::from("next")).expect("a request");
        let Ok(response) = app.clone().oneshot(request).await;
        let etag = response.headers()[header::ETAG].to_str().expect("a text");
        (response.status().as_u16(), etag.to_owned())
    }

    #[tokio::test]
    async fn a_write_needs_the_version_that_it_changes() {
        let app = app();
        assert_eq!(put(&app, None).await, (428, "\"1\"".to_owned()));
        assert_eq!(put(&app, Some("\"1\"")).await, (200, "\"2\"".to_owned()));
        assert_eq!(put(&app, Some("\"1\"")).await, (412, "\"2\"".to_owned()));
    }
}
