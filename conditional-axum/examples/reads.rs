//! How is a page answered 304 before it is rendered?
//!
//! `cargo run -p conditional-axum --example reads`, then
//! `curl -i -H 'If-None-Match: "7"' http://127.0.0.1:3000/entries/1`.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Router, routing::get};
use conditional_axum::{ETag, condition};

type Versions = Arc<HashMap<u32, u64>>;

/// Cheap: for a client whose copy is current, this is all that runs. `None` is a missing entry.
fn entry_tag(State(versions): &State<Versions>, Path(id): &Path<u32>) -> Option<ETag> {
    versions.get(id).copied().map(ETag::from)
}

#[condition(etag = entry_tag, cache_control = "no-cache")]
async fn show(State(versions): State<Versions>, Path(id): Path<u32>) -> Result<String, StatusCode> {
    let version = versions.get(&id).ok_or(StatusCode::NOT_FOUND)?;
    Ok(format!("entry {id}, version {version}\n"))
}

fn app() -> Router {
    let versions = Arc::new(HashMap::from([(1, 7)]));
    Router::new()
        .route("/entries/{id}", get(show))
        .with_state(versions)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app()).await
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt as _;

    use super::*;

    async fn get(path: &str, tag: &str) -> StatusCode {
        let request = Request::get(path).header("if-none-match", tag);
        let request = request.body(Body::empty()).expect("a request");
        let Ok(response) = app().oneshot(request).await;
        response.status()
    }

    #[tokio::test]
    async fn only_the_current_copy_is_confirmed() {
        assert_eq!(get("/entries/1", "\"7\"").await, StatusCode::NOT_MODIFIED);
        assert_eq!(get("/entries/1", "\"6\"").await, StatusCode::OK);
        assert_eq!(get("/entries/2", "\"7\"").await, StatusCode::NOT_FOUND);
    }
}
