//! Tags made of bodies.

use std::io::Write as _;
use std::process::Command;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use conditional_axum::middleware::body_tags::BodyFrames;
use conditional_axum::{ConditionalField, ConditionalLayer, Decision, ETag};
use conditional_tests::routing::get as on_get;

use crate::support::{Frames, HELLO, Step, get, send};

fn app(layer: ConditionalLayer) -> Router {
    Router::new().route("/", on_get("hello")).layer(layer)
}

#[tokio::test]
async fn a_body_gets_a_weak_tag_of_half_its_sha_256() {
    let reply = get(&app(ConditionalLayer::new()), &[]).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.etag(), Some(HELLO));
    assert_eq!(reply.body, "hello");
    assert_eq!(reply.header("content-length"), Some("5"));
    assert_eq!(reply.decision(), None);
}

#[tokio::test]
async fn a_client_that_has_that_body_gets_304() {
    let app = app(ConditionalLayer::new());
    let reply = get(&app, &[("if-none-match", HELLO)]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.etag(), Some(HELLO));
    assert!(reply.body.is_empty());
    assert_eq!(
        reply.decision(),
        Some(Decision::NotModified(ConditionalField::IfNoneMatch))
    );
}

#[tokio::test]
async fn a_client_that_has_another_one_gets_all_of_it() {
    let app = app(ConditionalLayer::new());
    let reply = get(&app, &[("if-none-match", "W/\"old\"")]).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.body, "hello");
    assert_eq!(reply.decision(), Some(Decision::Proceed));
}

#[tokio::test]
async fn a_query_is_a_read() {
    let app = Router::new()
        .route("/", axum::routing::any(|| async { "hello" }))
        .layer(ConditionalLayer::new());
    assert_eq!(send(&app, "QUERY", &[]).await.etag(), Some(HELLO));
    let reply = send(&app, "QUERY", &[("if-none-match", HELLO)]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn strong_tags_have_no_prefix_and_hold_in_if_match() {
    let app = app(ConditionalLayer::new().strong());
    let tag = HELLO.strip_prefix("W/").unwrap();
    assert_eq!(get(&app, &[]).await.etag(), Some(tag));
    assert_eq!(get(&app, &[("if-match", tag)]).await.status, StatusCode::OK);
    let stale = get(&app, &[("if-match", "\"old\"")]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn weak_tags_do_not_hold_in_if_match() {
    let app = app(ConditionalLayer::new());
    let reply = get(&app, &[("if-match", HELLO)]).await;
    assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(get(&app, &[("if-match", "*")]).await.status, StatusCode::OK);
}

fn in_two_frames() -> Response {
    let frames = Frames::new([Step::Data(b"hel"), Step::Data(b"lo")]).of_length(5);
    Response::new(Body::new(frames))
}

#[tokio::test]
async fn the_tag_does_not_depend_on_how_the_body_is_cut() {
    let app = Router::new()
        .route("/", on_get(async || in_two_frames()))
        .layer(ConditionalLayer::new());
    let reply = get(&app, &[]).await;
    assert_eq!(reply.etag(), Some(HELLO));
    assert_eq!(reply.body, "hello");
    assert_eq!(reply.header("content-length"), Some("5"));
}

#[tokio::test]
async fn an_own_function_sees_the_frames_and_chooses_the_tag() {
    fn lengths(frames: BodyFrames<'_>) -> ETag {
        let lengths: Vec<_> = frames.map(|frame| frame.len().to_string()).collect();
        ETag::strong(lengths.join("+")).unwrap()
    }
    let app = Router::new()
        .route("/", on_get(async || in_two_frames()))
        .layer(ConditionalLayer::new().hash_with(lengths));
    assert_eq!(get(&app, &[]).await.etag(), Some("\"3+2\""));
    let reply = get(&app, &[("if-none-match", "\"3+2\"")]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn an_empty_body_has_a_tag_too() {
    let app = Router::new()
        .route("/", on_get(async || Body::empty()))
        .layer(ConditionalLayer::new());
    let tag = ETag::weak_digest(b"").to_string();
    assert_eq!(get(&app, &[]).await.etag(), Some(tag.as_str()));
}

#[tokio::test]
async fn two_layers_give_equal_content_the_same_tag() {
    let one = Router::new()
        .route("/", on_get(async || in_two_frames()))
        .layer(ConditionalLayer::new());
    let other = app(ConditionalLayer::new());
    let tag = get(&one, &[]).await.etag().map(str::to_owned).unwrap();
    let reply = get(&other, &[("if-none-match", &tag)]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn two_processes_give_equal_content_the_same_tag() {
    let other = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "hashing::the_tag_is_told", "--nocapture"])
        .output()
        .unwrap();
    let told = String::from_utf8(other.stdout).unwrap();
    let tag = get(&app(ConditionalLayer::new()), &[])
        .await
        .etag()
        .map(str::to_owned)
        .unwrap();
    assert!(told.contains(&tag), "{tag} is not in {told}");
}

/// Speaks to the test above, from another process.
#[tokio::test]
async fn the_tag_is_told() {
    let reply = get(&app(ConditionalLayer::new()), &[]).await;
    writeln!(std::io::stdout(), "{}", reply.etag().unwrap()).unwrap();
}

#[tokio::test]
async fn one_layer_around_another_changes_nothing() {
    let app = app(ConditionalLayer::new()).layer(ConditionalLayer::new().strong());
    assert_eq!(get(&app, &[]).await.etag(), Some(HELLO));
    let reply = get(&app, &[("if-none-match", HELLO)]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_body_that_comes_with_a_content_encoding_is_hashed_as_it_is() {
    let app = Router::new()
        .route("/", on_get(([("content-encoding", "gzip")], "hello")))
        .layer(ConditionalLayer::new());
    let reply = get(&app, &[]).await;
    assert_eq!(reply.etag(), Some(HELLO));
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
}

#[tokio::test]
async fn it_works_around_any_service_of_any_body() {
    use http_body_util::Full;
    use tower::{Layer as _, ServiceExt as _, service_fn};

    let service = service_fn(async |_: http::Request<()>| {
        Ok::<_, std::io::Error>(http::Response::new(Full::from("hello")))
    });
    let service = ConditionalLayer::new().layer(service);
    let request = http::Request::builder()
        .header("if-none-match", HELLO)
        .body(())
        .unwrap();
    let response = service.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
}

const HELLO_DIGEST: &str = "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:";

#[tokio::test]
async fn the_digest_is_sent_where_it_is_asked_for_and_a_304_does_not_repeat_it() {
    let plain = get(&app(ConditionalLayer::new()), &[]).await;
    assert_eq!(plain.header("repr-digest"), None);
    for layer in [ConditionalLayer::new(), ConditionalLayer::new().strong()] {
        let app = app(layer.repr_digest());
        for method in ["GET", "HEAD"] {
            let reply = send(&app, method, &[]).await;
            assert_eq!(reply.header("repr-digest"), Some(HELLO_DIGEST), "{method}");
        }
        let reply = get(&app, &[("if-none-match", HELLO)]).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
        assert_eq!(reply.header("repr-digest"), None);
    }
}

#[tokio::test]
async fn a_digest_of_the_service_stays_and_without_a_sha_256_there_is_none() {
    let own = Router::new()
        .route("/", on_get(([("repr-digest", "sha-512=:AA==:")], "hello")))
        .layer(ConditionalLayer::new().repr_digest());
    let reply = get(&own, &[]).await;
    assert_eq!(reply.header("repr-digest"), Some("sha-512=:AA==:"));
    let hash = |_: BodyFrames<'_>| ETag::from(1);
    let other = app(ConditionalLayer::new().hash_with(hash).repr_digest());
    assert_eq!(get(&other, &[]).await.header("repr-digest"), None);
}
