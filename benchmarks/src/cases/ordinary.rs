//! Requests as browsers and programs send them: ten header fields, a state that is shared, JSON.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::handler::Handler;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use conditional_axum::{Current, ETag, LastModified, Resource, condition};
use serde::{Deserialize, Serialize};

use super::{Case, DATE, date};

/// What a browser sends along.
const BROWSER: [(HeaderName, &str); 10] = [
    (header::HOST, "example.org"),
    (header::CONNECTION, "keep-alive"),
    (
        header::USER_AGENT,
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ),
    (
        header::ACCEPT,
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    ),
    (header::ACCEPT_LANGUAGE, "en-US,en;q=0.5"),
    (header::ACCEPT_ENCODING, "gzip, deflate, br, zstd"),
    (header::REFERER, "https://example.org/entries"),
    (
        header::COOKIE,
        "session=0123456789abcdef0123456789abcdef; theme=dark",
    ),
    (header::CACHE_CONTROL, "max-age=0"),
    (header::UPGRADE_INSECURE_REQUESTS, "1"),
];

/// The tag of version 7.
const SEVEN: &str = "\"7\"";
const JSON: [(HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];
const ENTRY: &str = r#"{"id":7,"title":"Tags and dates","text":"A short text."}"#;

/// As long as ours.
const PROBLEM: &str = concat!(
    r#"{"type":"about:blank","title":"Precondition Failed","status":412,"#,
    r#""detail":"If-Match does not name what is there now: GET it again, and retry with its ETag."}"#
);

/// The state: what an application shares between its handlers.
#[derive(Clone, Debug)]
struct App(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    version: u64,
    modified: LastModified,
    title: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    id: u64,
    title: String,
    text: String,
}

/// A row of 200 bytes.
#[derive(Clone, Copy, Debug, Resource)]
struct Row {
    #[etag]
    version: u64,
    #[last_modified]
    modified: LastModified,
    columns: [u64; 23],
}

pub(super) fn all() -> Vec<Case> {
    [reads(), writes(), rows()].into_iter().flatten().collect()
}

fn case(
    name: &'static str,
    method: Method,
    route: MethodRouter<App>,
    more: &[(HeaderName, &'static str)],
) -> Case {
    Case::new(name, method, route, state())
        .fields(&BROWSER)
        .fields(more)
}

fn state() -> App {
    App(Arc::new(Shared {
        version: 7,
        modified: date(),
        title: "Tags and dates".to_owned(),
    }))
}

fn reads() -> Vec<Case> {
    let by_tag = [(header::IF_NONE_MATCH, SEVEN)];
    let by_date = [(header::IF_MODIFIED_SINCE, DATE)];
    let get = |name, route, fields: &[_]| case(name, Method::GET, route, fields);
    vec![
        get("ordinary 304, by hand", routing::get(by_hand), &by_tag),
        get("ordinary 304, guarded, by tag", routing::get(show), &by_tag),
        get(
            "ordinary 304, guarded, by date",
            routing::get(show),
            &by_date,
        ),
    ]
}

fn writes() -> Vec<Case> {
    let named = [(header::IF_MATCH, SEVEN)];
    let stale = [(header::IF_MATCH, "\"6\"")];
    let put = |name, route, fields: &[_]| {
        case(name, Method::PUT, route, fields)
            .fields(&JSON)
            .content(ENTRY)
    };
    vec![
        put("ordinary PUT, bare", routing::put(save), &[]),
        put("ordinary PUT, guarded", routing::put(guarded_save), &[]),
        put(
            "ordinary PUT, bare, If-Match ignored",
            routing::put(save),
            &named,
        ),
        put(
            "ordinary PUT, guarded, If-Match holds",
            routing::put(guarded_save),
            &named,
        ),
        put(
            "ordinary 412, by hand",
            routing::put(refused_by_hand),
            &stale,
        ),
        put("ordinary 412, guarded", routing::put(guarded_save), &stale),
    ]
}

fn rows() -> Vec<Case> {
    let put = |name, route| case(name, Method::PUT, route, &[]);
    vec![
        put(
            "row of 200 bytes, loaded by the handler",
            routing::put(loads_itself),
        ),
        put(
            "row of 200 bytes, resource and Current",
            routing::put(takes_current),
        ),
    ]
}

async fn by_hand(State(_app): State<App>) -> impl IntoResponse {
    (
        StatusCode::NOT_MODIFIED,
        [(header::ETAG, HeaderValue::from_static(SEVEN))],
    )
}

fn tag(State(app): &State<App>) -> ETag {
    ETag::from(app.0.version)
}

fn modified(State(app): &State<App>) -> LastModified {
    app.0.modified
}

fn entry(app: &App) -> Json<Entry> {
    Json(Entry {
        id: app.0.version,
        title: app.0.title.clone(),
        text: "A short text.".to_owned(),
    })
}

#[condition(etag = tag, last_modified = modified)]
async fn show(State(app): State<App>) -> Json<Entry> {
    entry(&app)
}

async fn bare_show(State(app): State<App>) -> Json<Entry> {
    entry(&app)
}

async fn save(State(_app): State<App>, Json(entry): Json<Entry>) -> (StatusCode, String) {
    (StatusCode::OK, entry.title)
}

#[condition(etag = tag)]
async fn guarded_save(State(_app): State<App>, Json(entry): Json<Entry>) -> (StatusCode, String) {
    (StatusCode::OK, entry.title)
}

/// The answer of the guard, without the comparison.
async fn refused_by_hand(State(_app): State<App>, fields: HeaderMap) -> Response {
    let wanted = fields.get(header::IF_MATCH).map(HeaderValue::as_bytes);
    if wanted == Some(SEVEN.as_bytes()) {
        return StatusCode::OK.into_response();
    }
    let fields = [
        (header::ETAG, SEVEN),
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let fields = fields.map(|(name, value)| (name, HeaderValue::from_static(value)));
    (StatusCode::PRECONDITION_FAILED, fields, PROBLEM).into_response()
}

fn row(app: &App) -> Row {
    Row {
        version: app.0.version,
        modified: app.0.modified,
        columns: std::hint::black_box([7; 23]),
    }
}

async fn load(State(app): &State<App>) -> Option<Row> {
    Some(row(app))
}

async fn loads_itself(State(app): State<App>) -> Result<String, StatusCode> {
    let loaded = Some(row(&app)).ok_or(StatusCode::NOT_FOUND)?;
    Ok(loaded.columns.iter().sum::<u64>().to_string())
}

#[condition(resource = load)]
async fn takes_current(State(_app): State<App>, Current(row): Current<Row>) -> String {
    row.columns.iter().sum::<u64>().to_string()
}

/// Calls a bare handler and the same handler, guarded, each within `measure`, which gets its name:
/// axum boxes the future of a handler, so what is allocated there is as large as the future.
pub fn call_handlers(mut measure: impl FnMut(&'static str, &mut dyn FnMut())) {
    call("future, bare", bare_show, &mut measure);
    call("future, guarded", show, &mut measure);
}

fn call<T>(
    name: &'static str,
    handler: impl Handler<T, App>,
    measure: &mut dyn FnMut(&'static str, &mut dyn FnMut()),
) {
    let mut waiting = Some((handler, Request::new(Body::empty()), state()));
    let mut future = None;
    measure(name, &mut || {
        let called = waiting.take();
        future = called.map(|(handler, request, state)| handler.call(request, state));
    });
}
