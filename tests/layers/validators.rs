//! Validators that the inner service set.

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use conditional_axum::{ConditionalField, ConditionalLayer, Decision};
use conditional_tests::routing::get as on_get;

use crate::support::{Frames, Step, Watch, get};

const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const LATER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";
const EARLIER: &str = "Sun, 06 Nov 1994 08:49:36 GMT";

fn app<const N: usize>(fields: [(&'static str, &'static str); N]) -> Router {
    Router::new()
        .route("/", on_get((fields, "hello")))
        .layer(ConditionalLayer::new())
}

async fn status<const N: usize>(
    own: [(&'static str, &'static str); N],
    sent: &[(&str, &str)],
) -> u16 {
    get(&app(own), sent).await.status.as_u16()
}

#[tokio::test]
async fn a_tag_is_used_as_it_is() {
    let own = [("etag", "\"v1\"")];
    let reply = get(&app(own), &[]).await;
    assert_eq!(reply.etag(), Some("\"v1\""));
    assert_eq!(
        status(own, &[("if-none-match", "W/\"v0\", W/\"v1\"")]).await,
        304
    );
    assert_eq!(status(own, &[("if-none-match", "\"v0\"")]).await, 200);
    assert_eq!(status(own, &[("if-none-match", "*")]).await, 304);
    assert_eq!(status(own, &[("if-match", "\"v1\"")]).await, 200);
    assert_eq!(status(own, &[("if-match", "\"v0\"")]).await, 412);
}

#[tokio::test]
async fn a_date_is_used_as_it_is_and_nothing_is_hashed() {
    let own = [("last-modified", DATE)];
    let reply = get(&app(own), &[]).await;
    assert_eq!(reply.etag(), None);
    let reply = get(&app(own), &[("if-modified-since", DATE)]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.header("last-modified"), Some(DATE));
    assert_eq!(
        reply.decision(),
        Some(Decision::NotModified(ConditionalField::IfModifiedSince))
    );
    assert_eq!(status(own, &[("if-modified-since", LATER)]).await, 304);
    assert_eq!(status(own, &[("if-modified-since", EARLIER)]).await, 200);
    assert_eq!(status(own, &[("if-unmodified-since", DATE)]).await, 200);
    assert_eq!(status(own, &[("if-unmodified-since", EARLIER)]).await, 412);
}

#[tokio::test]
async fn with_both_the_tag_decides_and_stands_on_the_304() {
    let own = [("etag", "\"v1\""), ("last-modified", DATE)];
    let sent = [("if-none-match", "\"v0\""), ("if-modified-since", LATER)];
    assert_eq!(status(own, &sent).await, 200);
    let reply = get(&app(own), &[("if-none-match", "\"v1\"")]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.etag(), Some("\"v1\""));
    assert_eq!(reply.header("last-modified"), None);
}

#[tokio::test]
async fn validators_that_cannot_be_read_are_neither_compared_nor_replaced() {
    for own in [[("etag", "v1")], [("last-modified", "yesterday")]] {
        let reply = get(&app(own), &[("if-none-match", "v1, \"v1\"")]).await;
        assert_eq!(reply.status, StatusCode::OK, "{own:?}");
        assert_eq!(reply.header(own[0].0), Some(own[0].1));
        let reply = get(&app(own), &[("if-modified-since", LATER)]).await;
        assert_eq!(reply.status, StatusCode::OK, "{own:?}");
    }
}

#[tokio::test]
async fn of_several_tags_none_is_believed() {
    let two = async || {
        let mut response = "hello".into_response();
        for tag in ["\"a\"", "\"b\""] {
            response.headers_mut().append("etag", tag.parse().unwrap());
        }
        response
    };
    let app = Router::new()
        .route("/", on_get(two))
        .layer(ConditionalLayer::new());
    assert_eq!(
        get(&app, &[("if-none-match", "\"a\"")]).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_tagged_stream_is_decided_without_a_look_at_it() {
    let watch = Watch::default();
    let watched = watch.clone();
    let stream = async move || {
        let body = Frames::new([Step::Data(b"endless"), Step::Hang]).watched(&watched);
        let mut response = Response::new(Body::new(body));
        response
            .headers_mut()
            .insert("etag", "\"v1\"".parse().unwrap());
        response
    };
    let app = Router::new()
        .route("/", on_get(stream))
        .layer(ConditionalLayer::new());
    let reply = get(&app, &[("if-none-match", "\"v1\"")]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(watch.polled(), 0);
}
