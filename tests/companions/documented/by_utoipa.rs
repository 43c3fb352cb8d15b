//! `utoipa` documents a guarded handler, whichever attribute comes first.

use axum::Json;
use axum::extract::{Path, State};
use conditional_axum::utoipa_6::{self, UnknownOperation};
use conditional_axum::{Current, condition, etag};
use conditional_tests::Call;
use serde_json::Value;
use utoipa::OpenApi;

use super::fixture::{Entry, Row, load, modified, tag};
use super::operation::Operation;

/// One entry.
#[condition(etag = tag, last_modified = modified, extract(State<u64>), cache_control = "no-cache", vary = "Accept")]
#[utoipa::path(
    get,
    path = "/entries/{id}",
    params(("id" = u64, Path)),
    responses((status = 200, body = Entry), (status = 410, description = "It was deleted.")),
)]
async fn show(Path(id): Path<u64>) -> Json<Entry> {
    Json(Entry {
        text: id.to_string(),
    })
}

#[condition(etag = tag, extract(State<u64>), required)]
#[utoipa::path(
    put,
    path = "/entries/{id}",
    params(("id" = u64, Path), ("if-match" = String, Header, description = "The user's own.")),
    request_body = Entry,
    responses((status = 200, body = Entry)),
)]
async fn save(Json(entry): Json<Entry>) -> Json<Entry> {
    Json(entry)
}

/// In the other order.
#[utoipa::path(
    put,
    path = "/above/{id}",
    params(("id" = u64, Path)),
    request_body = Entry,
    responses((status = 200, body = Entry)),
)]
#[condition(etag = tag, extract(State<u64>), required)]
async fn save_above(Json(entry): Json<Entry>) -> Json<Entry> {
    Json(entry)
}

#[condition(resource = load, extract(State<u64>))]
#[utoipa::path(delete, path = "/entries/{id}", tag = "entries", responses((status = 204)))]
async fn remove(Current(row): Current<Row>) {
    assert!(row.version > 0);
}

/// Reads and deletes: what both know is documented.
#[etag(tag, extract(State<u64>))]
#[utoipa::path(method(get, delete), path = "/both", responses((status = 200, body = String)))]
async fn both() -> &'static str {
    "both"
}

fn next_page() -> [(&'static str, &'static str); 1] {
    [("link", "</list?after=2>; rel=\"next\"")]
}

#[condition(etag = tag, extract(State<u64>), headers = next_page)]
#[utoipa::path(
    get,
    path = "/list",
    responses((status = 200, body = String, headers(("Link" = String)))),
)]
async fn list() -> &'static str {
    "list"
}

#[derive(OpenApi)]
#[openapi(paths(show, save, save_above, remove, both, list))]
struct Document;

fn document() -> Value {
    let mut document = Document::openapi();
    utoipa_6::document(&mut document, "save_above", save_above).unwrap();
    serde_json::to_value(document).unwrap()
}

#[test]
fn a_read_is_documented_with_304_and_its_fields() {
    let document = document();
    let show = Operation::of(&document, "get", "/entries/{id}");
    let fields = [
        "If-None-Match",
        "If-Modified-Since",
        "If-Match",
        "If-Unmodified-Since",
    ];
    assert_eq!(show.request_fields(), fields);
    assert_eq!(show.statuses(), ["200", "304", "410", "412"]);
    let fields = ["Cache-Control", "ETag", "Last-Modified", "Vary"];
    assert_eq!(show.fields_of(200), fields);
    assert_eq!(show.fields_of(304), fields);
    assert!(show.fields_of(410).is_empty());
    show.problems(&[412]);
    let etag = &document["paths"]["/entries/{id}"]["get"]["responses"]["200"]["headers"]["ETag"];
    assert_eq!(
        etag["description"],
        "The entity-tag of the current version."
    );
    assert_eq!(etag["example"], "\"7\"");
}

#[test]
fn what_the_user_documents_stays() {
    let document = document();
    let show = &document["paths"]["/entries/{id}"]["get"];
    assert_eq!(show["summary"], "One entry.");
    assert_eq!(show["operationId"], "show");
    let schema = &show["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(schema["$ref"], "#/components/schemas/Entry");
    assert!(document["components"]["schemas"]["Entry"].is_object());
    let remove = &document["paths"]["/entries/{id}"]["delete"];
    assert_eq!(remove["tags"], serde_json::json!(["entries"]));
    let save = Operation::of(&document, "put", "/entries/{id}");
    assert_eq!(save.request_fields(), ["if-match!", "If-None-Match"]);
}

#[test]
fn a_required_write_is_documented_with_412_and_428_and_their_problems() {
    let document = document();
    let save = Operation::of(&document, "put", "/entries/{id}");
    assert_eq!(save.statuses(), ["200", "412", "428"]);
    save.problems(&[412, 428]);
    for status in [200, 412, 428] {
        assert_eq!(save.fields_of(status), ["ETag"], "{status}");
    }
}

#[test]
fn the_other_order_is_documented_with_one_line() {
    let document = document();
    let above = Operation::of(&document, "put", "/above/{id}");
    assert_eq!(above.request_fields(), ["If-Match!", "If-None-Match"]);
    assert_eq!(above.statuses(), ["200", "412", "428"]);
    above.problems(&[412, 428]);
    assert_eq!(above.fields_of(200), ["ETag"]);
}

#[test]
fn the_fields_of_a_headers_function_are_documented_on_the_304_too() {
    let document = document();
    let list = Operation::of(&document, "get", "/list");
    for status in [200, 304] {
        assert_eq!(list.fields_of(status), ["ETag", "Link"], "{status}");
    }
}

#[test]
fn a_second_time_changes_nothing() {
    let mut twice = Document::openapi();
    let once = serde_json::to_value(&twice).unwrap();
    utoipa_6::document(&mut twice, "show", show).unwrap();
    assert_eq!(serde_json::to_value(&twice).unwrap(), once);
}

#[test]
fn an_operation_that_is_not_there_is_an_error() {
    let error: UnknownOperation =
        utoipa_6::document(&mut Document::openapi(), "shows", show).unwrap_err();
    let text = "no operation of the document has the id `shows`";
    assert_eq!(error.to_string(), text);
}

#[test]
fn a_deletion_carries_no_validators_and_a_missing_row_is_a_problem() {
    let document = document();
    let remove = Operation::of(&document, "delete", "/entries/{id}");
    assert_eq!(remove.statuses(), ["204", "404", "412"]);
    assert!(remove.fields_of(204).is_empty());
    remove.problems(&[404, 412]);
}

#[test]
fn a_handler_for_reads_and_writes_is_documented_with_what_both_know() {
    let document = document();
    for method in ["get", "delete"] {
        let both = Operation::of(&document, method, "/both");
        assert_eq!(both.request_fields(), ["If-None-Match", "If-Match"]);
        assert_eq!(both.statuses(), ["200", "304", "412"]);
    }
}

#[tokio::test]
async fn the_route_is_guarded_in_both_orders() {
    let app = axum::Router::new()
        .route(
            "/entries/{id}",
            axum::routing::get(show).put(save).delete(remove),
        )
        .route("/above/{id}", axum::routing::put(save_above))
        .route("/both", axum::routing::get(both))
        .route("/list", axum::routing::get(list))
        .with_state(7_u64);
    for path in ["/entries/1", "/above/1"] {
        let put = |tag| Call::put(path).if_match(tag).json("{\"text\":\"new\"}");
        put("\"6\"")
            .send(&app)
            .await
            .precondition_failed("If-Match");
        put("\"7\"").send(&app).await.status(200);
    }
    let reply = Call::get("/list").send(&app).await;
    reply
        .status(200)
        .header("link", "</list?after=2>; rel=\"next\"");
    let again = Call::get("/both").if_none_match("\"7\"");
    again.send(&app).await.not_modified("\"7\"");
}
