//! RFC 9110 §13.2.1: what would be refused anyhow is refused first, and tells no validator.

use axum::Router;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware;
use conditional_axum::{Current, ETag, Representation, condition};
use conditional_tests::routing::get;
use conditional_tests::{Call, Reply};
use http::header;

use crate::fixture::{AFTER, BEFORE, STALE, TAG, World, load, modified, page, tag};

/// Anybody with a token.
struct User(String);

impl<S: Send + Sync> FromRequestParts<S> for User {
    type Rejection = (StatusCode, [(header::HeaderName, &'static str); 1]);

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let token = parts.headers.get(header::AUTHORIZATION);
        match token.and_then(|token| token.to_str().ok()) {
            Some(token) => Ok(Self(token.to_owned())),
            None => Err((
                StatusCode::UNAUTHORIZED,
                [(header::WWW_AUTHENTICATE, "Bearer")],
            )),
        }
    }
}

fn of_user(State(world): &State<World>, user: &User) -> Option<ETag> {
    world.probe.note("etag");
    (user.0 == "Bearer me").then(|| TAG.parse().unwrap())
}

#[condition(etag = tag, last_modified = modified)]
async fn in_front(_user: User, State(world): State<World>, body: String) -> String {
    world.probe.note("handler");
    body
}

#[condition(etag = of_user, last_modified = modified)]
async fn in_the_middle(State(world): State<World>, user: User, body: String) -> String {
    world.probe.note("handler");
    user.0 + &body
}

#[condition(etag = tag, last_modified = modified, required)]
async fn at_the_end(State(world): State<World>, user: User) -> String {
    world.probe.note("handler");
    user.0
}

#[condition(resource = load, required)]
async fn before_the_row(
    Current(_): Current<Representation>,
    State(world): State<World>,
    _user: User,
    body: String,
) -> String {
    world.probe.note("handler");
    body
}

fn app(world: &World) -> Router {
    Router::new()
        .route("/in-front", get(in_front).put(in_front).delete(in_front))
        .route(
            "/in-the-middle",
            get(in_the_middle).put(in_the_middle).delete(in_the_middle),
        )
        .route(
            "/at-the-end",
            get(at_the_end).put(at_the_end).delete(at_the_end),
        )
        .route(
            "/before-the-row",
            get(before_the_row)
                .put(before_the_row)
                .delete(before_the_row),
        )
        .with_state(world.clone())
}

const PAGES: [&str; 4] = [
    "/in-front",
    "/in-the-middle",
    "/at-the-end",
    "/before-the-row",
];

#[tokio::test]
async fn a_401_stands_before_every_precondition_and_no_validator_function_is_called() {
    let world = World::new(page());
    let app = app(&world);
    let conditions: &[&[(&str, &str)]] = &[
        &[],
        &[("if-none-match", TAG)],
        &[("if-none-match", "*")],
        &[("if-match", TAG)],
        &[("if-match", STALE)],
        &[("if-match", "*")],
        &[("if-modified-since", AFTER)],
        &[("if-unmodified-since", BEFORE)],
    ];
    for uri in PAGES {
        for method in ["GET", "HEAD", "PUT", "DELETE"] {
            for sent in conditions {
                let call = Call::new(method, uri).headers(sent);
                let reply = call.watched(world.probe.body("x")).send(&app).await;
                unauthorized(&reply);
                world.probe.ran(&[]);
            }
        }
    }
}

#[track_caller]
fn unauthorized(reply: &Reply) {
    reply
        .status(401)
        .header("www-authenticate", "Bearer")
        .without("etag")
        .without("last-modified")
        .body("")
        .decision(None);
}

#[tokio::test]
async fn anyone_who_is_known_gets_the_304_and_the_412() {
    let world = World::new(page());
    let app = app(&world);
    for uri in PAGES {
        let known = Call::get(uri).header(header::AUTHORIZATION, "Bearer me");
        known.if_none_match(TAG).send(&app).await.not_modified(TAG);
        let known = Call::put(uri).header(header::AUTHORIZATION, "Bearer me");
        let reply = known.if_match(STALE).send(&app).await;
        reply.precondition_failed("If-Match");
        assert!(!world.probe.take().contains(&"handler"));
    }
}

#[tokio::test]
async fn a_403_of_a_validator_function_is_the_answer() {
    fn forbidden(State(world): &State<World>, user: &User) -> Result<ETag, StatusCode> {
        world.probe.note("etag");
        Err(if user.0.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        })
    }
    #[condition(etag = forbidden)]
    async fn show(user: User, State(world): State<World>) -> String {
        world.probe.note("handler");
        user.0
    }
    let world = World::new(page());
    let app = Router::new()
        .route("/page", get(show))
        .with_state(world.clone());
    let call = Call::get("/page").header(header::AUTHORIZATION, "Bearer you");
    let reply = call.if_none_match("*").send(&app).await;
    reply.status(403).without("etag");
    world.probe.ran(&["etag"]);
}

#[tokio::test]
async fn a_layer_that_refuses_stands_before_the_guard() {
    let world = World::new(page());
    async fn refuse(_: axum::extract::Request, _: middleware::Next) -> StatusCode {
        StatusCode::UNAUTHORIZED
    }
    let refuse = middleware::from_fn(refuse);
    let app = crate::fixture::by_functions(&world).layer(refuse);
    let reply = Call::get("/page").if_none_match(TAG).send(&app).await;
    reply.status(401).without("etag");
    world.probe.ran(&[]);
}

#[tokio::test]
async fn routing_and_every_extractor_come_before_the_preconditions() {
    #[derive(serde::Deserialize)]
    struct Page {
        page: u8,
    }
    #[condition(etag = tag)]
    async fn show(
        Path(id): Path<u64>,
        State(world): State<World>,
        Query(query): Query<Page>,
    ) -> String {
        world.probe.note("handler");
        format!("{id} {}", query.page)
    }
    let world = World::new(page());
    let app = Router::new()
        .route("/entry/{id}", get(show))
        .with_state(world.clone());
    for (call, status) in [
        (Call::get("/nowhere"), 404),
        (Call::put("/entry/1?page=1"), 405),
        (Call::get("/entry/one?page=1"), 400),
        (Call::get("/entry/1"), 400),
        (Call::get("/entry/1?page=many"), 400),
    ] {
        let reply = call.if_none_match(TAG).if_match(STALE).send(&app).await;
        reply.status(status).without("etag");
        world.probe.ran(&[]);
    }
}
