//! The conditional writes of an object store: `cargo run -p s3 -- [ADDRESS]`, then twice
//! `curl -i -X PUT -H 'If-None-Match: *' -d one http://127.0.0.1:3000/bucket/key`, which creates the
//! object and then refuses to replace it. `-H 'If-Match: "…"'` with the `ETag` of an earlier answer
//! replaces what has that tag.
//!
//! It speaks enough of S3 for boto3 (`scripts/test-examples`): objects are put, read, and deleted. A
//! bucket is there as soon as something is in it, and no signature is checked.

#![expect(clippy::print_stdout, reason = "a program that greets on its terminal")]

mod error;
mod objects;
mod plain;
mod store;

use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware, routing::get};
use conditional_axum::RefusalLayer;
use tokio::net::TcpListener;

use crate::error::Error;
use crate::store::Store;

/// The largest object, in bytes: all of them are in memory.
const LARGEST: usize = 64 * 1024 * 1024;

fn app() -> Router {
    let object = get(objects::read)
        .put(objects::write)
        .delete(objects::delete);
    Router::new()
        .route("/{*key}", object)
        .layer(RefusalLayer::new(|_| Error::PRECONDITION_FAILED))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn(plain::only_plain))
        .with_state(Store::default())
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1);
    let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:3000")).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app()).await
}

#[cfg(test)]
mod tests;
