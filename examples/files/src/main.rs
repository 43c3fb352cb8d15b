//! A directory whose downloads resume safely: `cargo run -p files -- DIRECTORY`, then
//! `curl -i -H 'Range: bytes=10-' -H 'If-Range: "…"' http://127.0.0.1:3000/NAME` with the `ETag`
//! of an earlier answer: 206 while the file is the same, 200 and all of it once it is another.

mod open_file;

use std::path::PathBuf;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum::{Router, routing::get};
use conditional_axum::{Current, condition};
use tower_http::services::ServeDir;

use crate::open_file::OpenFile;

async fn open(
    State(root): &State<PathBuf>,
    Path(path): &Path<String>,
) -> Result<Option<OpenFile>, StatusCode> {
    OpenFile::below(root, path)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// The guard decides by the file that is open, `If-Range` included, and the service sends from
/// that very file, whatever is put in its place meanwhile.
#[condition(resource = open, cache_control = "no-cache")]
async fn download(
    _: State<PathBuf>,
    _: Path<String>,
    Current(file): Current<OpenFile>,
    request: Request,
) -> Result<Response, StatusCode> {
    let served = ServeDir::with_backend("", file).try_call(request).await;
    let mut response = served
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?
        .map(Body::new);
    // The service's own validators; the guard adds those that it decided by.
    response.headers_mut().remove(header::ETAG);
    response.headers_mut().remove(header::LAST_MODIFIED);
    Ok(response)
}

fn app(root: impl Into<PathBuf>) -> Router {
    Router::new()
        .route("/{*path}", get(download))
        .with_state(root.into())
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let root = std::env::args_os().nth(1).unwrap_or_else(|| ".".into());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(root)).await
}

#[cfg(test)]
mod tests;
