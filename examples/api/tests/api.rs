//! The API as its clients see it, and its documents.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says what happens by failing"
)]

use api::Store;
use api::app::app;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use conditional_axum::testing;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    content: Value,
}

async fn tasks() -> Router {
    app(Store::open("sqlite::memory:").await.unwrap())
}

async fn send(
    app: &Router,
    request: &str,
    fields: &[(&str, &str)],
    content: Option<Value>,
) -> Answer {
    let (method, path) = request.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    let body = match content {
        Some(content) => {
            request = request.header("content-type", "application/json");
            Body::from(content.to_string())
        }
        None => Body::empty(),
    };
    let request = request.body(body).unwrap();
    let (head, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: head.status,
        headers: head.headers,
        content: serde_json::from_slice(&bytes).unwrap_or_default(),
    }
}

#[tokio::test]
async fn the_list_is_read_a_page_at_a_time() {
    let app = tasks().await;
    let first = send(&app, "GET /tasks?limit=2", &[], None).await;
    assert_eq!(first.status, 200);
    assert_eq!(first.content.as_array().unwrap().len(), 2);
    assert_eq!(
        first.headers["link"],
        "</tasks?after=2&limit=2>; rel=\"next\""
    );

    let tag = first.headers["etag"].to_str().unwrap();
    let again = send(&app, "GET /tasks?limit=2", &[("if-none-match", tag)], None).await;
    assert_eq!(again.status, 304);
    assert_eq!(again.headers["link"], first.headers["link"]);

    let last = send(&app, "GET /tasks?after=2&limit=2", &[], None).await;
    assert_eq!(last.content[0]["id"], 3);
    assert!(last.headers.get("link").is_none());
}

#[tokio::test]
async fn a_deletion_changes_the_tag_of_the_list_and_leaves_410() {
    let app = tasks().await;
    let before = send(&app, "GET /tasks", &[], None).await;
    let deleted = send(&app, "DELETE /tasks/3", &[("if-match", "\"1\"")], None).await;
    assert_eq!(deleted.status, 204);
    let after = send(&app, "GET /tasks", &[], None).await;
    assert_ne!(before.headers["etag"], after.headers["etag"]);
    for request in ["GET /tasks/3", "PUT /tasks/3", "DELETE /tasks/3"] {
        let gone = send(&app, request, &[("if-match", "\"1\"")], None).await;
        assert_eq!(gone.status, 410, "{request}");
        assert_eq!(gone.headers["content-type"], "application/problem+json");
    }
    let missing = send(&app, "GET /tasks/99", &[], None).await;
    assert_eq!(missing.status, 404);
}

#[tokio::test]
async fn a_task_is_created_and_its_tag_serves_for_the_first_change() {
    let app = tasks().await;
    let draft = json!({ "title": "Write tests", "done": false });
    let created = send(&app, "POST /tasks", &[], Some(draft)).await;
    assert_eq!(created.status, 201);
    assert_eq!(created.headers["location"], "/tasks/5");
    let tag = created.headers["etag"].to_str().unwrap();
    let patch = Some(json!({ "done": true, "note": "This one." }));
    let changed = send(&app, "PATCH /tasks/5", &[("if-match", tag)], patch).await;
    assert_eq!(changed.status, 200);
    assert_eq!(changed.headers["etag"], "\"2\"");
    let expected = json!({ "id": 5, "title": "Write tests", "done": true, "note": "This one." });
    assert_eq!(changed.content, expected);
    let patch = Some(json!({ "note": null }));
    let changed = send(&app, "PATCH /tasks/5", &[("if-match", "\"2\"")], patch).await;
    assert_eq!(changed.content["note"], Value::Null);
}

#[tokio::test]
async fn a_patch_that_removes_what_must_be_there_is_refused() {
    let app = tasks().await;
    for patch in [
        json!({ "title": null }),
        json!({ "title": "" }),
        json!({ "other": 1 }),
    ] {
        let refused = send(
            &app,
            "PATCH /tasks/2",
            &[("if-match", "\"1\"")],
            Some(patch),
        )
        .await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.headers["content-type"], "application/problem+json");
    }
}

#[tokio::test]
async fn a_write_is_refused_without_and_with_a_stale_precondition() {
    let app = tasks().await;
    let draft = || Some(json!({ "title": "Overwritten", "done": true }));
    let unconditional = send(&app, "PUT /tasks/1", &[], draft()).await;
    assert_eq!(unconditional.status, 428);
    let stale = send(&app, "PUT /tasks/1", &[("if-match", "\"0\"")], draft()).await;
    assert_eq!(stale.status, 412);
    let task = send(&app, "GET /tasks/1", &[], None).await;
    assert_eq!(task.content["title"], "Read RFC 9110");
}

#[tokio::test]
async fn tasks_answer_conditional_requests_as_the_rfc_says() {
    let body = |title| json!({ "title": title, "done": false }).to_string();
    let put = testing::check(tasks().await, "/tasks/1")
        .write(Method::PUT, "application/json", [body("One"), body("Two")])
        .required()
        .missing("/tasks/99");
    put.await.assert_passed();
    testing::check(tasks().await, "/tasks?limit=2")
        .await
        .assert_passed();
}

#[tokio::test]
async fn both_documents_say_the_same_of_what_the_guards_add() {
    let app = tasks().await;
    let by_aide = send(&app, "GET /openapi.json", &[], None).await.content;
    let by_utoipa = send(&app, "GET /openapi.utoipa.json", &[], None)
        .await
        .content;
    for (path, method) in [
        ("/tasks", "get"),
        ("/tasks/{id}", "get"),
        ("/tasks/{id}", "put"),
        ("/tasks/{id}", "patch"),
        ("/tasks/{id}", "delete"),
    ] {
        let documented =
            [&by_aide, &by_utoipa].map(|document| guarded(&document["paths"][path][method]));
        assert_eq!(documented[0], documented[1], "{method} {path}");
        let required = method != "get";
        let fields = &documented[0]["fields"];
        assert_eq!(fields["If-Match"], required, "{method} {path}");
        assert_eq!(documented[0]["answers"]["428"].is_null(), !required);
        assert_eq!(documented[0]["answers"]["304"].is_null(), required);
    }
}

/// The conditional fields, and the answers of the guard with their fields.
fn guarded(operation: &Value) -> Value {
    let parameters = operation["parameters"].as_array().unwrap();
    let fields: Value = parameters
        .iter()
        .filter(|parameter| parameter["in"] == "header")
        .map(|parameter| {
            let name = parameter["name"].as_str().unwrap();
            (name.to_owned(), parameter["required"] == true)
        })
        .collect();
    let answers: Value = ["304", "404", "412", "428"]
        .into_iter()
        .map(|status| {
            let answer = &operation["responses"][status];
            let headers = answer["headers"].as_object();
            let names: Vec<_> = headers.into_iter().flat_map(|map| map.keys()).collect();
            let types = answer["content"]
                .as_object()
                .map(|map| map.keys().collect::<Vec<_>>());
            (
                status.to_owned(),
                answer.is_object().then(|| json!([names, types])),
            )
        })
        .collect();
    json!({ "fields": fields, "answers": answers })
}

#[tokio::test]
async fn the_page_needs_nothing_from_elsewhere() {
    let app = tasks().await;
    let request = Request::get("/").body(Body::empty()).unwrap();
    let answer = app.oneshot(request).await.unwrap();
    let page = answer.into_body().collect().await.unwrap().to_bytes();
    let page = String::from_utf8(page.to_vec()).unwrap();
    assert!(page.contains("/openapi.json"));
    assert!(!page.contains("//"), "a URL of another host, or a comment");
}
