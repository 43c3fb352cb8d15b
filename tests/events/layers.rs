//! One event for each decision of `ConditionalLayer`.

use axum::Router;
use conditional_axum::ConditionalLayer;
use conditional_tests::Call;
use conditional_tests::routing::get;
use tracing::Level;

use crate::capture::events;

/// The SHA-256 tag of `hello`.
const HELLO: &str = "W/\"2cf24dba5fb0a30e26e83b2ac5b9e29e\"";

#[tokio::test]
async fn only_requests_with_preconditions_are_told_of() {
    let app = Router::new()
        .route("/", get("hello"))
        .layer(ConditionalLayer::new());
    let without = events(Call::get("/"), &app).await;
    assert!(without.is_empty(), "{without:?}");
    let cases = [
        (HELLO, "not_modified", Some("If-None-Match")),
        ("\"old\"", "proceed", None),
    ];
    for (tag, decision, field) in cases {
        let events = events(Call::get("/").if_none_match(tag), &app).await;
        let [told] = &events[..] else {
            panic!("expected one event, not {events:?}");
        };
        assert_eq!(told.level, Level::DEBUG);
        assert_eq!(told.of("decision"), Some(decision), "{told:?}");
        assert_eq!(told.of("field"), field, "{told:?}");
        assert_eq!(told.of("etag"), Some(HELLO), "{told:?}");
    }
}
