//! HEAD has the tag of GET, wherever the layer is.

use axum::Router;
use axum::body::Body;
use axum::handler::Handler as _;
use axum::http::{Method, Request, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::{MethodRouter, get as on_get};
use conditional_axum::ConditionalLayer;
use tower::{Layer as _, ServiceExt as _};

use crate::support::{HELLO, Reply, get, send};

async fn hello() -> &'static str {
    "hello"
}

fn at_root(route: MethodRouter) -> Router {
    Router::new().route("/", route)
}

#[tokio::test]
async fn in_every_place_of_a_router_head_has_the_tag_of_get() {
    let layer = ConditionalLayer::new;
    for (place, app) in [
        ("Router::layer", at_root(on_get(hello)).layer(layer())),
        ("route_layer", at_root(on_get(hello)).route_layer(layer())),
        ("MethodRouter::layer", at_root(on_get(hello).layer(layer()))),
        ("Handler::layer", at_root(on_get(hello.layer(layer())))),
    ] {
        let from_get = get(&app, &[]).await;
        assert_eq!(from_get.etag(), Some(HELLO), "{place}");
        let reply = send(&app, "HEAD", &[]).await;
        assert_eq!(reply.status, StatusCode::OK, "{place}");
        assert_eq!(reply.headers, from_get.headers, "{place}");
        assert!(reply.body.is_empty(), "{place}");
        let reply = send(&app, "HEAD", &[("if-none-match", HELLO)]).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{place}");
    }
}

async fn head(layer: ConditionalLayer, router: Router, fields: &[(&str, &str)]) -> Reply {
    let mut request = Request::head("/");
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    Reply::read(layer.layer(router).oneshot(request).await.unwrap()).await
}

#[tokio::test]
async fn around_a_whole_router_there_is_no_tag_rather_than_a_wrong_one() {
    let reply = head(ConditionalLayer::new(), at_root(on_get(hello)), &[]).await;
    assert_eq!(reply.etag(), None);
    assert_eq!(reply.header("content-length"), Some("5"));
}

#[tokio::test]
async fn around_a_whole_router_head_can_be_passed_on_as_get() {
    let layer = || ConditionalLayer::new().head_as_get();
    let reply = head(layer(), at_root(on_get(hello)), &[]).await;
    assert_eq!(reply.etag(), Some(HELLO));
    assert_eq!(reply.header("content-length"), Some("5"));
    assert!(reply.body.is_empty());

    let reply = head(layer(), at_root(on_get(hello)), &[("if-none-match", HELLO)]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.header("content-length"), None);

    let missing = head(layer(), Router::new(), &[]).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let error = at_root(on_get((StatusCode::BAD_GATEWAY, "sorry")));
    let error = head(layer(), error, &[]).await;
    assert_eq!(error.status, StatusCode::BAD_GATEWAY);
    assert!(error.body.is_empty());
}

#[tokio::test]
async fn passed_on_as_get_it_asks_for_no_part() {
    async fn range(headers: http::HeaderMap) -> String {
        format!("{:?}", headers.get("range"))
    }
    let fields = [("range", "bytes=0-1"), ("if-range", "\"1\"")];
    let layer = ConditionalLayer::new().head_as_get();
    let reply = head(layer, at_root(on_get(range)), &fields).await;
    assert_eq!(reply.header("content-length"), Some("4"), "not `None`");
}

#[tokio::test]
async fn handlers_see_head_unless_it_is_passed_on_as_get() {
    async fn cheap_head(method: Method) -> axum::response::Response {
        match method {
            Method::HEAD => [("x-seen", "head")].into_response(),
            _ => ([("x-seen", "get")], "hello").into_response(),
        }
    }
    let app = at_root(on_get(cheap_head)).layer(ConditionalLayer::new());
    let reply = send(&app, "HEAD", &[]).await;
    assert_eq!(reply.header("x-seen"), Some("head"));
    assert_eq!(reply.etag(), None);

    let app = at_root(on_get(cheap_head)).layer(ConditionalLayer::new().head_as_get());
    let reply = send(&app, "HEAD", &[]).await;
    assert_eq!(reply.header("x-seen"), Some("get"));
    assert_eq!(reply.etag(), Some(HELLO));
    assert_eq!(reply.header("content-length"), Some("5"));
}
