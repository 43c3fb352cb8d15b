//! The smallest guarded program: `cargo run -p hello`, then
//! `curl -i -H 'If-None-Match: "1"' http://127.0.0.1:3000/`.

use axum::{Router, extract::State, routing::get};
use conditional_axum::{ETag, condition};

#[derive(Clone)]
struct Greeting(u64, &'static str);

/// Cheap: for a copy that is current, this is all that runs.
fn version(State(Greeting(version, _)): &State<Greeting>) -> ETag {
    ETag::from(*version)
}

#[condition(etag = version)]
async fn hello(State(Greeting(_, text)): State<Greeting>) -> &'static str {
    text
}

fn app() -> Router {
    Router::new()
        .route("/", get(hello))
        .with_state(Greeting(1, "Hello!\n"))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    axum::serve(
        tokio::net::TcpListener::bind("127.0.0.1:3000").await?,
        app(),
    )
    .await
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn it_answers_conditional_requests_as_the_rfc_says() {
        let check = conditional_axum::testing::check(super::app(), "/");
        check.await.assert_passed();
    }
}
