//! `aide` documents a guarded handler as it does a plain one.

use aide::axum::ApiRouter;
use aide::axum::routing::put;
use aide::openapi::OpenApi;
use axum::Json;
use axum::extract::State;
use conditional_axum::{ETag, Preconditions, condition};
use conditional_tests::Call;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize, JsonSchema)]
struct Entry {
    text: String,
}

fn tag(State(version): State<u64>) -> ETag {
    ETag::from(version)
}

#[condition(etag = tag, extract(State<u64>), required)]
async fn save(_: Preconditions, Json(entry): Json<Entry>) -> Json<Entry> {
    Json(entry)
}

async fn plain(Json(entry): Json<Entry>) -> Json<Entry> {
    Json(entry)
}

fn documented() -> (axum::Router, serde_json::Value) {
    let mut document = OpenApi::default();
    let app = ApiRouter::new()
        .api_route("/guarded", put(save))
        .api_route("/plain", put(plain))
        .with_state(7_u64)
        .finish_api(&mut document);
    (app, serde_json::to_value(document).unwrap())
}

#[tokio::test]
async fn the_users_body_and_answer_are_in_the_document() {
    let (_, document) = documented();
    let guarded = &document["paths"]["/guarded"]["put"];
    let plain = &document["paths"]["/plain"]["put"];
    assert!(plain["requestBody"].is_object(), "{document}");
    assert_eq!(guarded, plain);
}

#[tokio::test]
async fn the_route_is_guarded() {
    let (app, _) = documented();
    let put = |tag| {
        Call::put("/guarded")
            .if_match(tag)
            .json("{\"text\":\"new\"}")
    };
    put("\"6\"")
        .send(&app)
        .await
        .precondition_failed("If-Match");
    put("\"7\"")
        .send(&app)
        .await
        .status(200)
        .body("{\"text\":\"new\"}");
}
