//! `axum-extra` routes a guarded handler by the path in the type of its parameter.

use axum::Router;
use axum_extra::routing::{RouterExt as _, TypedPath};
use conditional_axum::{ETag, etag};
use conditional_tests::Call;
use serde::Deserialize;

#[derive(Deserialize, TypedPath)]
#[typed_path("/entries/{id}")]
struct Entry {
    id: u64,
}

#[derive(Deserialize, TypedPath)]
#[typed_path("/texts/{id}")]
struct Text {
    id: u64,
}

#[etag(|entry: &Entry| ETag::from(entry.id))]
async fn alone(Entry { id }: Entry) -> String {
    format!("entry {id}")
}

#[etag(|text: &Text| ETag::from(text.id))]
async fn beside_a_body(Text { id }: Text, body: String) -> String {
    format!("{id} {body}")
}

fn app() -> Router {
    Router::new().typed_get(alone).typed_put(beside_a_body)
}

#[tokio::test]
async fn a_typed_path_alone_is_routed_and_guarded() {
    let reply = Call::get("/entries/7").send(&app()).await;
    reply.status(200).header("etag", "\"7\"").body("entry 7");
    let again = Call::get("/entries/7").if_none_match("\"7\"");
    again.send(&app()).await.not_modified("\"7\"");
}

#[tokio::test]
async fn a_typed_path_before_a_body_is_routed_and_guarded() {
    let put = |tag| Call::put("/texts/7").if_match(tag).body("new");
    put("\"6\"")
        .send(&app())
        .await
        .precondition_failed("If-Match");
    put("\"7\"").send(&app()).await.status(200).body("7 new");
}
