//! `extract(…)`: extractors that only the functions need.

use axum::Router;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use conditional_axum::{ETag, condition, etag};
use conditional_tests::routing::any;
use conditional_tests::{Call, Probe};

use super::App;

fn tag(State(probe): &State<Probe>, Path(id): &Path<u64>) -> ETag {
    probe.note("etag");
    ETag::from(*id)
}

/// Rejects anyone who is not known.
struct User;

impl FromRequestParts<App> for User {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, StatusCode> {
        app.probe.note("user");
        let known = parts.headers.contains_key("user");
        known.then_some(Self).ok_or(StatusCode::UNAUTHORIZED)
    }
}

/// Counts its extractions; a 404 where the path has no number.
struct Id(u64);

impl FromRequestParts<App> for Id {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, StatusCode> {
        app.probe.note("id");
        let id = parts
            .uri
            .path()
            .rsplit('/')
            .next()
            .and_then(|id| id.parse().ok());
        id.map(Self).ok_or(StatusCode::NOT_FOUND)
    }
}

#[condition(etag = tag, extract(State<Probe>, Path<u64>))]
async fn nothing() -> &'static str {
    "page"
}

#[etag(tag, extract(Path<u64>))]
async fn some(State(_): State<Probe>) -> &'static str {
    "page"
}

#[etag(tag, extract(Path<u64>, State<Probe>))]
async fn beside_a_body(body: String) -> String {
    body
}

#[etag(tag, extract(State<Probe>, Path<u64>))]
#[axum::debug_handler(state = App)]
async fn debugged() -> &'static str {
    "page"
}

#[condition(
    etag = |id: &Id| ETag::from(id.0),
    last_modified = |_: &Id| conditional_axum::LastModified::from_unix_seconds(0),
    extract(Id)
)]
async fn after_the_user(_: User) -> &'static str {
    "page"
}

fn app(app: &App) -> Router {
    Router::new()
        .route("/nothing/{id}", any(nothing))
        .route("/some/{id}", any(some))
        .route("/body/{id}", any(beside_a_body))
        .route("/debugged/{id}", any(debugged))
        .route("/user/{id}", any(after_the_user))
        .with_state(app.clone())
}

#[tokio::test]
async fn the_functions_get_what_the_handler_does_not_list() {
    let state = App::default();
    let app = app(&state);
    for uri in ["/nothing/5", "/some/5", "/debugged/5"] {
        Call::get(uri)
            .send(&app)
            .await
            .status(200)
            .header("etag", "\"5\"")
            .body("page");
        let again = Call::get(uri).if_none_match("\"5\"");
        again.send(&app).await.not_modified("\"5\"");
    }
}

#[tokio::test]
async fn they_stand_before_the_body_which_waits_all_the_same() {
    let state = App::default();
    let app = app(&state);
    let put = |tag| {
        Call::put("/body/5")
            .if_match(tag)
            .watched(state.probe.body("new"))
    };
    put("\"6\"")
        .send(&app)
        .await
        .precondition_failed("If-Match");
    state.probe.ran(&["etag"]);
    put("\"5\"").send(&app).await.status(200).body("new");
    state.probe.ran(&["etag", "body"]);
}

#[tokio::test]
async fn the_handlers_own_extractors_reject_first_and_each_runs_once() {
    let state = App::default();
    let app = app(&state);
    Call::get("/user/x").send(&app).await.status(401);
    state.probe.ran(&["user"]);
    let known = |uri| Call::get(uri).headers(&[("user", "jo")]);
    known("/user/x").send(&app).await.status(404);
    state.probe.ran(&["user", "id"]);
    known("/user/5")
        .send(&app)
        .await
        .status(200)
        .header("etag", "\"5\"");
    state.probe.ran(&["user", "id"]);
}

#[tokio::test]
async fn a_rejection_of_one_is_the_answer() {
    let app = app(&App::default());
    Call::get("/nothing/x").send(&app).await.status(400);
    Call::get("/nothing/x")
        .if_none_match("*")
        .send(&app)
        .await
        .status(400);
}
