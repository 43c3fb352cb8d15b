//! `aide` documents a guarded handler as it does a plain one, and what the guard adds.

use aide::axum::ApiRouter;
use aide::axum::routing::{delete, get, put, put_with};
use aide::openapi::OpenApi;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use conditional_axum::{Current, ETag, Preconditions, aide_015, condition, etag};
use conditional_tests::Call;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::fixture::{Entry, Row, load, modified, tag};
use super::operation::Operation;

#[derive(Deserialize, JsonSchema)]
struct Place {
    #[expect(dead_code, reason = "it is only documented")]
    id: u64,
}

#[condition(etag = tag, extract(State<u64>), required)]
async fn save(_: Preconditions, Json(entry): Json<Entry>) -> Json<Entry> {
    Json(entry)
}

#[condition(etag = tag, last_modified = modified, extract(State<u64>), cache_control = "no-cache", vary = "Accept")]
async fn show(_: Path<Place>) -> Json<Entry> {
    Json(Entry {
        text: "text".to_owned(),
    })
}

#[condition(resource = load, extract(State<u64>), applied = |_: &Row, _: &Json<Entry>| false)]
async fn change(
    Current(row): Current<Row>,
    Json(entry): Json<Entry>,
) -> Result<(ETag, Json<Entry>), String> {
    Ok((ETag::from(row.version), Json(entry)))
}

#[etag(tag, extract(State<u64>))]
async fn remove() {}

#[etag(tag, extract(State<u64>))]
async fn create(Json(entry): Json<Entry>) -> (StatusCode, ETag, Json<Entry>) {
    (StatusCode::CREATED, ETag::from(1), Json(entry))
}

async fn plain(Json(entry): Json<Entry>) -> Json<Entry> {
    Json(entry)
}

fn documented() -> (axum::Router, Value) {
    let mut document = OpenApi::default();
    let app = ApiRouter::new()
        .api_route("/entries/{id}", get(show).put(save).patch(change))
        .api_route("/alone", delete(remove))
        .api_route(
            "/named",
            put_with(create, |operation| {
                operation.summary("New").response::<201, Json<Entry>>()
            }),
        )
        .api_route("/plain", put(plain))
        .with_state(7_u64)
        .finish_api(&mut document);
    aide_015::fit_methods(&mut document);
    (app, serde_json::to_value(document).unwrap())
}

#[test]
fn the_users_parameters_content_and_answer_stay_in_the_document() {
    let (_, document) = documented();
    let plain = Operation::of(&document, "put", "/plain");
    assert!(plain.request_body().is_object());
    for method in ["put", "patch"] {
        let guarded = Operation::of(&document, method, "/entries/{id}");
        assert_eq!(guarded.request_body(), plain.request_body(), "{method}");
        assert_eq!(guarded.content_of(200), plain.content_of(200), "{method}");
    }
    let parameters = &document["paths"]["/entries/{id}"]["get"]["parameters"];
    assert_eq!(parameters[0]["name"], "id");
}

#[test]
fn a_read_is_documented_with_304_and_its_fields() {
    let (_, document) = documented();
    let show = Operation::of(&document, "get", "/entries/{id}");
    let fields = [
        "If-None-Match",
        "If-Modified-Since",
        "If-Match",
        "If-Unmodified-Since",
    ];
    assert_eq!(show.request_fields(), fields);
    assert_eq!(show.statuses(), ["200", "304", "412"]);
    let fields = ["Cache-Control", "ETag", "Last-Modified", "Vary"];
    assert_eq!(show.fields_of(200), fields);
    assert_eq!(show.fields_of(304), fields);
    assert!(show.content_of(304).is_null());
}

#[test]
fn a_required_write_is_documented_with_412_and_428_and_their_problems() {
    let (_, document) = documented();
    let save = Operation::of(&document, "put", "/entries/{id}");
    assert_eq!(save.request_fields(), ["If-Match!", "If-None-Match"]);
    assert_eq!(save.statuses(), ["200", "412", "428"]);
    save.problems(&[412, 428]);
    for status in [200, 412, 428] {
        assert_eq!(save.fields_of(status), ["ETag"], "{status}");
    }
}

#[test]
fn a_missing_row_and_a_change_that_is_in_place_are_documented() {
    let (_, document) = documented();
    let change = Operation::of(&document, "patch", "/entries/{id}");
    assert_eq!(change.statuses(), ["200", "204", "404", "412"]);
    change.problems(&[404, 412]);
    assert!(change.content_of(204).is_null());
}

#[test]
fn a_write_that_aide_takes_for_a_read_loses_304_by_its_method() {
    let (_, document) = documented();
    let remove = Operation::of(&document, "delete", "/alone");
    assert_eq!(remove.request_fields(), ["If-None-Match", "If-Match"]);
    assert_eq!(remove.statuses(), ["200", "412"]);
}

#[test]
fn an_answer_that_the_handler_names_itself_has_the_guards_fields() {
    let (_, document) = documented();
    let create = Operation::of(&document, "put", "/named");
    assert_eq!(create.statuses(), ["201", "412"]);
    assert_eq!(create.fields_of(201), ["ETag"]);
}

#[tokio::test]
async fn the_route_is_guarded() {
    let (app, _) = documented();
    let put = |tag| {
        Call::put("/entries/1")
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
