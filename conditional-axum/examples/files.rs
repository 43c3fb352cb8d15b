//! How does a broken download go on, and only if the file is still the same?
//!
//! `cargo run -p conditional-axum --example files`, then
//! `curl -i -H 'Range: bytes=0-9' -H 'If-Range: "old"' http://127.0.0.1:3000/`: the whole file.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::{Router, routing::get};
use conditional_axum::{Resource, condition};
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

/// Time and length together: a date alone has whole seconds.
#[derive(Resource)]
struct Metadata {
    #[etag]
    #[last_modified]
    modified: SystemTime,
    #[etag]
    length: u64,
}

async fn metadata(State(path): &State<PathBuf>) -> Option<Metadata> {
    let metadata = tokio::fs::metadata(path).await.ok()?;
    Some(Metadata {
        modified: metadata.modified().ok()?,
        length: metadata.len(),
    })
}

/// Where `If-Range` does not hold, the guard takes `Range` off before the file is read.
#[condition(resource = metadata, cache_control = "public, max-age=60")]
async fn download(State(path): State<PathBuf>, request: Request) -> Response {
    let mut file = ServeFile::new(path).oneshot(request).await.into_response();
    file.headers_mut().remove(header::ETAG); // its own; only the guard's can be compared
    file
}

fn app() -> Router {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    Router::new().route("/", get(download)).with_state(path)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app()).await
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::StatusCode;

    use super::*;

    async fn rest(tag: &str) -> Response {
        let request = Request::get("/").header(header::RANGE, "bytes=10-19");
        let request = request.header(header::IF_RANGE, tag).body(Body::empty());
        let Ok(response) = app().oneshot(request.expect("a request")).await;
        response
    }

    #[tokio::test]
    async fn a_part_comes_only_of_the_same_file() {
        let whole = rest("\"older\"").await;
        assert_eq!(whole.status(), StatusCode::OK);
        let tag = whole.headers()[header::ETAG].to_str().expect("a text");
        let part = rest(tag).await;
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.headers()[header::CONTENT_LENGTH], "10");
    }
}
