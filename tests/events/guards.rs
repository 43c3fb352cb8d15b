//! One event for each decision of an attribute.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use conditional_axum::{ETag, LastModified, Representation, condition, etag, last_modified};
use conditional_tests::Call;
use conditional_tests::routing::{any, get};
use tracing::Level;

use crate::capture::events;
use crate::fixture::{AFTER, STALE, TAG, World, by_resource, dated, page, required};

#[tokio::test]
async fn each_decision_is_one_event_that_names_the_field_and_the_tag() {
    let world = World::new(page());
    let cases: [(Call, &str, Option<&str>); 6] = [
        (
            Call::get("/page").if_none_match(TAG),
            "not_modified",
            Some("If-None-Match"),
        ),
        (
            Call::get("/page").if_modified_since(AFTER),
            "not_modified",
            Some("If-Modified-Since"),
        ),
        (Call::get("/page").if_none_match(STALE), "proceed", None),
        (
            Call::put("/page").if_match(STALE),
            "precondition_failed",
            Some("If-Match"),
        ),
        (
            Call::put("/page").if_none_match("*"),
            "precondition_failed",
            Some("If-None-Match"),
        ),
        (Call::put("/page"), "precondition_required", None),
    ];
    for (call, decision, field) in cases {
        let events = events(call, &required(&world)).await;
        let [told] = &events[..] else {
            panic!("expected one event, not {events:?}");
        };
        assert_eq!(told.level, Level::DEBUG);
        assert_eq!(told.of("decision"), Some(decision), "{told:?}");
        assert_eq!(told.of("field"), field, "{told:?}");
        assert_eq!(told.of("etag"), Some(TAG), "{told:?}");
    }
}

#[tokio::test]
async fn a_repeated_write_is_one_event_that_calls_it_applied_already() {
    #[condition(resource = || Representation::present().with_etag(ETag::from(8)), applied = |text: &String| text == "new")]
    async fn save(text: String) -> String {
        text
    }
    let app = Router::new().route("/", any(save));
    for (text, decision) in [("new", "already_applied"), ("other", "precondition_failed")] {
        let call = Call::put("/").if_match("\"7\"").body(text);
        let events = events(call, &app).await;
        let [told] = &events[..] else {
            panic!("expected one event, not {events:?}");
        };
        assert_eq!(told.level, Level::DEBUG);
        assert_eq!(told.of("decision"), Some(decision), "{told:?}");
        assert_eq!(told.of("field"), Some("If-Match"), "{told:?}");
        assert_eq!(told.of("etag"), Some("\"8\""), "{told:?}");
    }
}

#[tokio::test]
async fn a_page_without_a_tag_has_none_in_the_event() {
    let world = World::new(dated());
    let call = Call::get("/page").if_modified_since(AFTER);
    let events = events(call, &by_resource(&world)).await;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].of("etag"), None, "{events:?}");
}

#[tokio::test]
async fn a_field_that_the_handler_sets_to_another_value_is_one_warning_that_names_it() {
    #[condition(
        etag = || ETag::from(7),
        vary = "Accept",
        headers = || [(header::CACHE_CONTROL, "no-cache"), (header::LINK, "</a>")]
    )]
    async fn page() -> impl IntoResponse {
        let fields = [
            (header::CACHE_CONTROL, "private"),
            (header::LINK, "</a>"),
            (header::VARY, "accept"),
        ];
        (fields, "page")
    }
    let app = Router::new().route("/", get(page));
    let events = events(Call::get("/"), &app).await;
    let warnings: Vec<_> = events
        .iter()
        .filter(|told| told.level == Level::WARN)
        .collect();
    let [told] = warnings[..] else {
        panic!("expected one warning, not {warnings:?}");
    };
    assert_eq!(told.of("field"), Some("cache-control"));
}

#[tokio::test]
async fn what_an_attribute_declares_in_two_places_is_no_warning() {
    #[condition(
        etag = || ETag::from(7),
        cache_control = "no-cache",
        vary = "Accept",
        headers = || {
            let vary = AppendHeaders([(header::VARY, "Cookie"), (header::VARY, "Origin")]);
            (vary, [(header::CACHE_CONTROL, "private")])
        }
    )]
    async fn page() -> impl IntoResponse {
        ([(header::VARY, "origin, accept")], "page")
    }
    let app = Router::new().route("/", get(page));
    for (tag, vary) in [
        ("\"6\"", ["origin, accept", "Cookie"].as_slice()),
        ("\"7\"", &["Cookie", "Origin", "Accept"]),
    ] {
        let call = || Call::get("/").if_none_match(tag);
        let reply = call().send(&app).await;
        reply.header("cache-control", "private").lines("vary", vary);
        let events = events(call(), &app).await;
        assert!(
            events.iter().all(|told| told.level != Level::WARN),
            "{events:?}"
        );
    }
}

#[tokio::test]
async fn a_handler_that_answers_otherwise_than_its_validator_said_is_told() {
    #[etag(|| ETag::from(7))]
    async fn moved(Path(status): Path<u16>) -> StatusCode {
        StatusCode::from_u16(status).unwrap_or_default()
    }
    let app = Router::new().route("/{status}", any(moved));
    for status in ["301", "303", "308", "404", "410"] {
        let events = events(Call::get(&format!("/{status}")), &app).await;
        let told: Vec<_> = events.iter().filter_map(|told| told.of("status")).collect();
        assert_eq!(told, [status]);
        assert!(events.iter().all(|told| told.level == Level::DEBUG));
    }
    // An error is none, nor is where a write leads to.
    for call in [
        Call::get("/200"),
        Call::get("/500"),
        Call::get("/403"),
        Call::post("/303"),
    ] {
        let events = events(call, &app).await;
        assert!(
            events.iter().all(|told| told.of("status").is_none()),
            "{events:?}"
        );
    }
}

#[tokio::test]
async fn a_spliced_part_is_one_error() {
    #[etag(|| ETag::from(7))]
    async fn part() -> StatusCode {
        StatusCode::PARTIAL_CONTENT
    }
    let app = Router::new().route("/", get(part));
    let call = Call::get("/").headers(&[("range", "bytes=1-"), ("if-range", "\"6\"")]);
    let errors = events(call, &app).await;
    let errors = errors.iter().filter(|told| told.level == Level::ERROR);
    assert_eq!(errors.count(), 1);
}

#[tokio::test]
async fn a_tag_that_the_guard_does_not_know_is_one_warning() {
    #[last_modified(|| LastModified::from_unix_seconds(0))]
    async fn file() -> (ETag, &'static str) {
        (ETag::from(7), "content")
    }
    let app = Router::new().route("/", get(file));
    let warnings = events(Call::get("/"), &app).await;
    let warnings = warnings.iter().filter(|told| told.level == Level::WARN);
    assert_eq!(warnings.count(), 1);
}

#[tokio::test]
async fn a_page_that_has_only_a_date_is_no_warning() {
    #[last_modified(|| LastModified::from_unix_seconds(0))]
    async fn page() -> &'static str {
        "content"
    }
    let app = Router::new().route("/", get(page));
    let events = events(Call::get("/"), &app).await;
    assert!(events.iter().all(|told| told.level == Level::DEBUG));
}

#[tokio::test]
async fn a_policy_that_the_handler_sets_to_another_value_than_the_declared_one_is_one_warning() {
    #[condition(etag = || ETag::from(7), cache_control = "no-cache")]
    async fn page(Path(policy): Path<String>) -> impl IntoResponse {
        ([(header::CACHE_CONTROL, policy)], "page")
    }
    let app = Router::new().route("/{policy}", get(page));
    for (path, warnings) in [("/no-cache", 0), ("/private", 1)] {
        let events = events(Call::get(path), &app).await;
        let told = events.iter().filter(|told| told.level == Level::WARN);
        assert_eq!(told.count(), warnings, "{path}");
    }
}

#[tokio::test]
async fn a_handler_that_varies_by_what_is_not_declared_is_one_warning() {
    #[condition(etag = || ETag::from(7), vary = "Accept, Origin")]
    async fn page(Path(vary): Path<String>) -> impl IntoResponse {
        ([(header::VARY, vary)], "page")
    }
    let app = Router::new().route("/{vary}", get(page));
    for (path, fields) in [
        ("/accept", vec![]),
        ("/origin,ACCEPT", vec![]),
        ("/cookie", vec!["vary"]),
        ("/accept,cookie", vec!["vary"]),
    ] {
        let events = events(Call::get(path), &app).await;
        let warnings = events.iter().filter(|told| told.level == Level::WARN);
        let told: Vec<_> = warnings.filter_map(|told| told.of("field")).collect();
        assert_eq!(told, fields, "{path}");
    }
}
