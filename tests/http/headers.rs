//! `headers = f`: the 304 says what the 200 would have said.

use std::convert::Infallible;

use axum::Router;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, IntoResponseParts, Response};
use conditional_axum::{CacheControl, Current, ETag, Resource, condition};
use conditional_tests::routing::any;
use conditional_tests::{Call, Probe};

/// The reader who asks; `None` without a cookie.
struct Reader(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let cookie = parts.headers.get(header::COOKIE);
        Ok(Self(
            cookie
                .and_then(|name| name.to_str().ok())
                .map(str::to_owned),
        ))
    }
}

#[derive(Clone)]
struct Entry {
    slug: &'static str,
    version: u64,
}

impl Resource for Entry {
    fn etag(&self) -> Option<ETag> {
        Some(ETag::from(self.version))
    }
}

/// There is one entry, number 1.
async fn load(Path(id): &Path<u64>) -> Option<Entry> {
    let entry = Entry {
        slug: "first",
        version: 7,
    };
    (*id == 1).then_some(entry)
}

fn tag() -> ETag {
    ETag::from(7)
}

fn caching(reader: &Reader) -> (CacheControl, [(HeaderName, &'static str); 1]) {
    let policy = match reader.0 {
        Some(_) => "no-cache, private",
        None => "public, max-age=86400",
    };
    (
        CacheControl::from_static(policy),
        [(header::VARY, "Cookie")],
    )
}

async fn place(
    entry: &Entry,
    State(probe): &State<Probe>,
) -> Result<impl IntoResponseParts, StatusCode> {
    tokio::task::yield_now().await;
    probe.note("headers");
    if entry.version == 0 {
        return Err(StatusCode::GONE);
    }
    Ok([
        (header::CONTENT_LOCATION, format!("/entries/{}", entry.slug)),
        (header::LINK, "</style.css>; rel=preload".to_owned()),
    ])
}

#[condition(etag = tag, headers = caching)]
async fn by_reader(_: Reader) -> &'static str {
    "page"
}

#[condition(resource = load, headers = place)]
async fn by_row(State(probe): State<Probe>, Path(_): Path<u64>) -> Response {
    probe.note("handler");
    StatusCode::NO_CONTENT.into_response()
}

#[condition(resource = load, headers = place)]
async fn by_current(
    State(probe): State<Probe>,
    Path(_): Path<u64>,
    Current(entry): Current<Entry>,
) -> String {
    probe.note("handler");
    entry.slug.to_owned()
}

#[condition(resource = load, headers = place)]
async fn by_option(
    State(probe): State<Probe>,
    Path(_): Path<u64>,
    Current(entry): Current<Option<Entry>>,
) -> String {
    probe.note("handler");
    entry.map_or_else(String::new, |entry| entry.slug.to_owned())
}

#[condition(etag = tag, headers = |State(probe): &State<Probe>| {
    probe.note("headers");
    Err::<CacheControl, _>(StatusCode::SERVICE_UNAVAILABLE)
})]
async fn failing(State(probe): State<Probe>) {
    probe.note("handler");
}

#[condition(etag = tag, headers = || [("not a name", "x")])]
async fn malformed(State(probe): State<Probe>) {
    probe.note("handler");
}

#[condition(
    etag = tag,
    cache_control = "no-cache",
    vary = "Cookie",
    headers = || ([(header::CACHE_CONTROL, "private"), (header::VARY, "cookie"), (header::ETAG, "\"other\"")],)
)]
async fn declared_twice() -> &'static str {
    "page"
}

#[condition(etag = tag, headers = || [(header::LINK, "</a>"), (header::VARY, "Accept")])]
async fn overriding() -> impl IntoResponse {
    (
        [(header::LINK, "</b>"), (header::VARY, "Accept, Cookie")],
        "page",
    )
}

#[condition(etag = tag, headers = || [(header::LINK, "</a>")])]
async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}

fn app(probe: &Probe) -> Router {
    Router::new()
        .route("/reader", any(by_reader))
        .route("/row/{id}", any(by_row))
        .route("/current/{id}", any(by_current))
        .route("/option/{id}", any(by_option))
        .route("/failing", any(failing))
        .route("/malformed", any(malformed))
        .route("/twice", any(declared_twice))
        .route("/overriding", any(overriding))
        .route("/not-found", any(not_found))
        .with_state(probe.clone())
}

#[tokio::test]
async fn a_304_to_a_reader_with_a_session_is_as_private_as_the_200() {
    let app = app(&Probe::default());
    for (cookie, policy) in [
        (None, "public, max-age=86400"),
        (Some("jo"), "no-cache, private"),
    ] {
        for method in ["GET", "HEAD", "QUERY"] {
            let call = || {
                let call = Call::new(method, "/reader");
                match cookie {
                    Some(name) => call.header(header::COOKIE, name),
                    None => call,
                }
            };
            let reply = call().send(&app).await;
            reply
                .status(200)
                .header("cache-control", policy)
                .header("vary", "Cookie");
            let reply = call().if_none_match("\"7\"").send(&app).await;
            reply
                .status(304)
                .header("cache-control", policy)
                .header("vary", "Cookie");
        }
    }
}

#[tokio::test]
async fn a_function_of_the_loaded_row_gives_the_200_and_the_304_the_same_fields() {
    let probe = Probe::default();
    let app = app(&probe);
    for (uri, status) in [("/row/1", 204), ("/current/1", 200), ("/option/1", 200)] {
        let reply = Call::get(uri).send(&app).await;
        reply
            .status(status)
            .header("content-location", "/entries/first")
            .header("link", "</style.css>; rel=preload")
            .header("etag", "\"7\"");
        probe.ran(&["headers", "handler"]);
        let reply = Call::get(uri).if_none_match("\"7\"").send(&app).await;
        reply
            .not_modified("\"7\"")
            .header("content-location", "/entries/first")
            .header("link", "</style.css>; rel=preload");
        probe.ran(&["headers"]);
    }
}

#[tokio::test]
async fn it_is_not_asked_for_a_write_a_refusal_or_a_missing_row() {
    let probe = Probe::default();
    let app = app(&probe);
    for call in [
        Call::put("/row/1"),
        Call::put("/row/1").if_match("\"7\""),
        Call::put("/current/1").if_match("\"6\""),
        Call::get("/row/1").if_match("\"6\""),
        Call::get("/row/2"),
        Call::get("/current/2"),
        Call::get("/option/2"),
    ] {
        call.send(&app)
            .await
            .without("link")
            .without("content-location");
        assert!(!probe.take().contains(&"headers"));
    }
}

#[tokio::test]
async fn its_error_is_the_answer_to_the_200_and_to_the_304() {
    let probe = Probe::default();
    let app = app(&probe);
    for call in [
        Call::get("/failing"),
        Call::get("/failing").if_none_match("\"7\""),
    ] {
        call.send(&app).await.status(503).without("etag");
        probe.ran(&["headers"]);
    }
}

#[tokio::test]
async fn parts_that_cannot_be_written_are_answered_500_and_the_handler_does_not_run() {
    let probe = Probe::default();
    Call::get("/malformed").send(&app(&probe)).await.status(500);
    probe.ran(&[]);
}

#[tokio::test]
async fn what_is_declared_twice_is_sent_once_and_the_validators_stay_the_guards() {
    let app = app(&Probe::default());
    for call in [
        Call::get("/twice"),
        Call::get("/twice").if_none_match("\"7\""),
    ] {
        let reply = call.send(&app).await;
        reply
            .header("cache-control", "private")
            .header("vary", "cookie")
            .header("etag", "\"7\"");
    }
}

#[tokio::test]
async fn the_handlers_own_value_stays_on_the_200() {
    let app = app(&Probe::default());
    let reply = Call::get("/overriding").send(&app).await;
    reply
        .status(200)
        .header("link", "</b>")
        .header("vary", "Accept, Cookie");
    let reply = Call::get("/overriding")
        .if_none_match("\"7\"")
        .send(&app)
        .await;
    reply
        .status(304)
        .header("link", "</a>")
        .header("vary", "Accept");
}

#[tokio::test]
async fn an_answer_that_is_no_success_gets_none_of_them() {
    let app = app(&Probe::default());
    Call::get("/not-found")
        .send(&app)
        .await
        .status(404)
        .without("link");
}
