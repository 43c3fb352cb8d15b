//! Validators that panic or never return, inside of tower's layers.

use std::time::Duration;

use axum::http::StatusCode;
use conditional_tests::Call;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::site::{Site, TAG};
use crate::wire::Wire;

#[tokio::test]
async fn a_validator_that_panics_is_a_500_inside_of_catch_panic() {
    let site = Site::new();
    let app = site.router().layer(CatchPanicLayer::new());
    let reply = Call::put("/panic").if_match(TAG).send(&app).await;
    reply.status(500);
    site.probe.ran(&["etag"]);
    site.running.until(0).await;
    let reply = Call::put("/page").if_match(TAG).body("x").send(&app).await;
    reply.status(200).body("1");
}

#[tokio::test]
async fn a_validator_that_panics_ends_its_connection_and_no_other() {
    let site = Site::new();
    let server = site.serve();
    let mut other = Wire::to(&server).await;
    let request = |path: &str| format!("PUT {path} HTTP/1.1\r\nhost: x\r\nif-match: {TAG}\r\n\r\n");
    other.send(request("/page")).await;
    assert_eq!(other.answer().await.status, 200);
    let mut wire = Wire::to(&server).await;
    wire.send(request("/panic")).await;
    assert!(wire.is_closed().await);
    other.send(request("/page")).await;
    assert_eq!(other.answer().await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_validator_that_never_returns_is_dropped_at_the_timeout() {
    let site = Site::new();
    let timeout =
        TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30));
    let app = site.router().layer(timeout);
    let reply = Call::put("/stuck-validator")
        .if_match(TAG)
        .body("x")
        .send(&app)
        .await;
    reply.status(503);
    site.running.until(0).await;
    site.probe.ran(&["etag"]);
    let reply = Call::put("/stuck-handler")
        .if_match(TAG)
        .body("x")
        .send(&app)
        .await;
    reply.status(503);
    site.running.until(0).await;
}
