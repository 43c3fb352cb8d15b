//! `cache_control` and `vary`: on the 200 and on the 304 alike.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use conditional_axum::{CacheControl, Representation, condition, etag, last_modified};
use conditional_tests::Call;
use conditional_tests::routing::any;

use crate::fixture::{STALE, TAG, World, load, modified, page, tag};

const HOURLY: CacheControl = CacheControl::new()
    .with_public()
    .with_max_age(Duration::from_secs(3600));
const BY_LANGUAGE: HeaderName = header::ACCEPT_LANGUAGE;
const BY_TWO: HeaderValue = HeaderValue::from_static("Accept, Accept-Language");

#[condition(etag = tag, last_modified = modified, cache_control = "public, max-age=60", vary = "Accept")]
async fn literals(State(_): State<World>, body: String) -> String {
    body
}

#[condition(resource = load, cache_control = HOURLY, vary = BY_LANGUAGE)]
async fn constants(State(_): State<World>, body: String) -> String {
    body
}

#[etag(tag, cache_control = "no-cache", vary = BY_TWO)]
async fn on_etag(State(_): State<World>, body: String) -> String {
    body
}

#[last_modified(modified, cache_control = HeaderValue::from_static("private"), vary = "Cookie, Accept")]
async fn on_last_modified(State(_): State<World>, body: String) -> String {
    body
}

#[condition(etag = tag, cache_control = "no-cache", vary = "Accept")]
async fn with_its_own(State(_): State<World>) -> impl IntoResponse {
    let own = CacheControl::new().with_private();
    (own, [(header::VARY, "Cookie")], "page")
}

#[condition(etag = tag, cache_control = "no-cache", vary = "Accept")]
async fn failing(State(_): State<World>) -> Response {
    StatusCode::NOT_FOUND.into_response()
}

fn app() -> Router {
    Router::new()
        .route("/literals", any(literals))
        .route("/constants", any(constants))
        .route("/etag", any(on_etag))
        .route("/last-modified", any(on_last_modified))
        .route("/own", any(with_its_own))
        .route("/failing", any(failing))
        .with_state(World::new(page()))
}

const ALL: [(&str, &str, &str); 4] = [
    ("/literals", "public, max-age=60", "Accept"),
    ("/constants", "public, max-age=3600", "accept-language"),
    ("/etag", "no-cache", "Accept, Accept-Language"),
    ("/last-modified", "private", "Cookie, Accept"),
];

#[tokio::test]
async fn the_200_carries_both() {
    for (uri, cache_control, vary) in ALL {
        for method in ["GET", "HEAD", "QUERY"] {
            let reply = Call::new(method, uri).send(&app()).await;
            reply
                .status(200)
                .header("cache-control", cache_control)
                .header("vary", vary);
        }
    }
}

#[tokio::test]
async fn the_304_carries_the_same() {
    for (uri, cache_control, vary) in ALL {
        for method in ["GET", "HEAD", "QUERY"] {
            let call = match uri {
                "/last-modified" => Call::new(method, uri).if_modified_since(crate::fixture::AFTER),
                _ => Call::new(method, uri).if_none_match(TAG),
            };
            let reply = call.send(&app()).await;
            reply
                .status(304)
                .header("cache-control", cache_control)
                .header("vary", vary);
        }
    }
}

#[tokio::test]
async fn what_the_handler_says_of_caching_wins_and_its_vary_stays_beside_ours() {
    let reply = Call::get("/own").send(&app()).await;
    reply
        .status(200)
        .header("cache-control", "private")
        .lines("vary", &["Cookie", "Accept"])
        .header("etag", TAG);
}

#[tokio::test]
async fn neither_a_refusal_nor_a_write_nor_an_error_is_given_a_policy() {
    for call in [
        Call::put("/literals").if_match(STALE),
        Call::put("/literals").if_match(TAG),
        Call::put("/literals"),
        Call::get("/literals").if_match(STALE),
        Call::get("/failing"),
    ] {
        let reply = call.send(&app()).await;
        reply.without("cache-control").without("vary");
    }
}

#[tokio::test]
async fn a_present_page_without_validators_gets_the_policy_as_well() {
    let world = World::new(Representation::present());
    let app = Router::new().route("/", any(constants)).with_state(world);
    let reply = Call::get("/").send(&app).await;
    reply
        .status(200)
        .header("cache-control", "public, max-age=3600")
        .without("etag")
        .without("last-modified");
}
