//! The smallest guarded program: `cargo run -p hello`, then
//! `curl -i -H 'If-None-Match: "1"' http://127.0.0.1:3000/`.

use axum::extract::State;
use axum::{Router, routing::get};
use conditional_axum::{ETag, condition};

#[derive(Clone)]
struct Greeting {
    version: u64,
    text: &'static str,
}

/// Cheap: it runs first, and for a copy that is current it is all that runs.
fn version(State(greeting): &State<Greeting>) -> ETag {
    ETag::from(greeting.version)
}

#[condition(etag = version)]
async fn hello(State(greeting): State<Greeting>) -> &'static str {
    greeting.text
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let greeting = Greeting {
        version: 1,
        text: "Hello!\n",
    };
    let app = Router::new().route("/", get(hello)).with_state(greeting);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:3000").await?, app).await
}
