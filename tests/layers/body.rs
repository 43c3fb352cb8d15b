//! Bodies that come in parts, with trailers, or not whole.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use conditional_axum::ConditionalLayer;
use conditional_tests::routing::get as on_get;
use http_body::Body as _;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::support::{Failure, Frames, HELLO, Reply, Step, Watch, get};

const CHUNK: usize = 64 * 1024;
static ZEROS: [u8; CHUNK] = [0; CHUNK];
const HUNDRED_MEGABYTES: usize = 100 * 1024 * 1024;

fn hundred_megabytes(watch: &Watch) -> Frames {
    let steps = std::iter::repeat_n(Step::Data(&ZEROS), HUNDRED_MEGABYTES / CHUNK);
    Frames::new(steps).watched(watch)
}

async fn through(layer: ConditionalLayer, body: Frames) -> Response {
    respond(layer, Response::new(Body::new(body))).await
}

async fn respond(layer: ConditionalLayer, response: Response) -> Response {
    let once = Arc::new(Mutex::new(Some(response)));
    let answer = async move || once.lock().unwrap().take().unwrap();
    let app: Router = Router::new().route("/", on_get(answer).layer(layer));
    app.oneshot(http::Request::new(Body::empty()))
        .await
        .unwrap()
}

/// The first byte passes before the last one is made, and nothing is held.
async fn flows(body: Frames, watch: &Watch) {
    let response = through(ConditionalLayer::new(), body).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(!response.headers().contains_key("etag"));
    assert_eq!(watch.polled(), 0, "read before the client asked");

    let mut body = response.into_body();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let data = frame.unwrap().into_data().unwrap();
        length += data.len();
        assert_eq!(watch.polled() * CHUNK, length, "read ahead");
        assert_eq!(watch.live(), 1, "held");
    }
    assert_eq!(length, HUNDRED_MEGABYTES);
}

#[tokio::test]
async fn a_stream_of_unknown_length_flows_through() {
    let watch = Watch::default();
    flows(hundred_megabytes(&watch), &watch).await;
}

#[tokio::test]
async fn a_body_over_the_limit_flows_through() {
    let watch = Watch::default();
    let body = hundred_megabytes(&watch).of_length(HUNDRED_MEGABYTES as u64);
    flows(body, &watch).await;
}

#[tokio::test]
async fn a_body_is_hashed_up_to_the_limit_and_not_one_byte_further() {
    let hello = || Frames::new([Step::Data(b"hello")]).of_length(5);
    let at = through(ConditionalLayer::new().max_body(5), hello()).await;
    assert_eq!(at.headers()["etag"], HELLO);
    let over = through(ConditionalLayer::new().max_body(4), hello()).await;
    assert!(!over.headers().contains_key("etag"));
    assert_eq!(Reply::read(over).await.body, "hello");
}

#[tokio::test]
async fn a_body_that_knows_only_a_bound_of_its_length_is_not_hashed() {
    let watch = Watch::default();
    let body = Frames::new([Step::Data(b"hello")])
        .of_at_most(5)
        .watched(&watch);
    let response = through(ConditionalLayer::new(), body).await;
    assert!(!response.headers().contains_key("etag"));
    assert_eq!(watch.polled(), 0);
}

#[tokio::test]
async fn what_is_left_of_a_body_keeps_its_length() {
    let steps = [Step::Data(b"hel"), Step::Data(b"lo")];
    let response = through(ConditionalLayer::new(), Frames::new(steps).of_length(5)).await;
    let mut body = response.into_body();
    for left in [5, 2, 0] {
        assert_eq!(body.size_hint().exact(), Some(left));
        assert_eq!(body.is_end_stream(), left == 0);
        assert_eq!(body.frame().await.is_none(), left == 0);
    }
}

#[tokio::test]
async fn the_default_limit_is_two_mebibytes() {
    let body = |chunks: usize| {
        let steps = std::iter::repeat_n(Step::Data(&ZEROS), chunks);
        Frames::new(steps).of_length((chunks * CHUNK) as u64)
    };
    let at = through(ConditionalLayer::new(), body(32)).await;
    assert!(at.headers().contains_key("etag"));
    let over = through(ConditionalLayer::new(), body(33)).await;
    assert!(!over.headers().contains_key("etag"));
}

#[tokio::test]
async fn an_event_passes_before_the_next_one_is_there() {
    let steps = [Step::Data(b"data: 1\n\n"), Step::Hang];
    let mut response = Response::new(Body::new(Frames::new(steps).of_length(1000)));
    let event_stream = HeaderValue::from_static("Text/Event-Stream; charset=utf-8");
    response.headers_mut().insert("content-type", event_stream);

    let response = respond(ConditionalLayer::new(), response).await;
    let frame = response.into_body().frame().await.unwrap().unwrap();
    assert_eq!(frame.into_data().unwrap(), "data: 1\n\n");
}

fn trailers() -> HeaderMap {
    HeaderMap::from_iter([("x-checksum".parse().unwrap(), HeaderValue::from_static("7"))])
}

#[tokio::test]
async fn trailers_pass_whether_the_body_is_hashed_or_not() {
    let cuts: [&[Step]; 2] = [
        &[Step::Data(b"hello")],
        &[Step::Data(b"hel"), Step::Data(b"lo")],
    ];
    for (data, length) in cuts
        .into_iter()
        .flat_map(|cut| [(cut, None), (cut, Some(5))])
    {
        let steps = data.iter().cloned().chain([Step::Trailers(trailers())]);
        let body = Frames::new(steps);
        let body = match length {
            Some(length) => body.of_length(length),
            None => body,
        };
        let response = through(ConditionalLayer::new(), body).await;
        assert_eq!(response.headers().contains_key("etag"), length.is_some());
        let reply = Reply::read(response).await;
        assert_eq!(reply.body, "hello");
        assert_eq!(reply.trailers, Some(trailers()));
    }
}

#[tokio::test]
async fn a_failing_body_gives_what_was_read_and_then_its_own_error() {
    let steps = [
        Step::Data(b"hel"),
        Step::Data(b"l"),
        Step::Fail("disk on fire"),
    ];
    let response = through(ConditionalLayer::new(), Frames::new(steps).of_length(5)).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(!response.headers().contains_key("etag"));
    assert_eq!(response.headers()["content-length"], "5");

    let mut body = response.into_body();
    assert_eq!(body.size_hint().exact(), Some(5));
    assert_eq!(
        body.frame().await.unwrap().unwrap().into_data().unwrap(),
        "hel"
    );
    assert_eq!(
        body.frame().await.unwrap().unwrap().into_data().unwrap(),
        "l"
    );
    assert!(!body.is_end_stream());
    let error = body.frame().await.unwrap().unwrap_err().into_inner();
    assert_eq!(error.downcast_ref(), Some(&Failure("disk on fire")));
    assert!(body.frame().await.is_none());
    assert!(body.is_end_stream());
}

#[tokio::test]
async fn a_body_that_fails_at_once_has_no_tag() {
    let steps = [Step::Fail("no disk")];
    let response = through(ConditionalLayer::new(), Frames::new(steps).of_length(5)).await;
    assert!(!response.headers().contains_key("etag"));
    let error = response.into_body().frame().await.unwrap().unwrap_err();
    assert_eq!(error.into_inner().downcast_ref(), Some(&Failure("no disk")));
}

#[tokio::test]
async fn a_body_that_ends_early_passes_without_a_tag() {
    let response = through(
        ConditionalLayer::new(),
        Frames::new([Step::Data(b"hel")]).of_length(5),
    )
    .await;
    assert!(!response.headers().contains_key("etag"));
    assert_eq!(Reply::read(response).await.body, "hel");
}

#[tokio::test]
async fn a_body_longer_than_it_said_is_not_held_any_further() {
    let watch = Watch::default();
    let steps = [Step::Data(b"hello"), Step::Data(b" "), Step::Data(b"world")];
    let body = Frames::new(steps).of_length(5).watched(&watch);
    let response = through(ConditionalLayer::new(), body).await;
    assert!(!response.headers().contains_key("etag"));
    assert_eq!(watch.polled(), 2);
    assert_eq!(Reply::read(response).await.body, "hello world");
}

#[tokio::test]
async fn a_body_that_makes_the_layer_wait_is_hashed_when_it_is_there() {
    #[derive(Debug)]
    struct Slow(Option<&'static [u8]>, bool);
    impl http_body::Body for Slow {
        type Data = bytes::Bytes;
        type Error = Failure;
        fn poll_frame(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, Failure>>> {
            if !std::mem::replace(&mut self.1, true) {
                context.waker().wake_by_ref();
                return std::task::Poll::Pending;
            }
            let data = self.0.take().map(bytes::Bytes::from_static);
            std::task::Poll::Ready(data.map(|data| Ok(http_body::Frame::data(data))))
        }
        fn size_hint(&self) -> http_body::SizeHint {
            http_body::SizeHint::with_exact(5)
        }
    }
    let response = Response::new(Body::new(Slow(Some(b"hello"), false)));
    let response = respond(ConditionalLayer::new(), response).await;
    assert_eq!(response.headers()["etag"], HELLO);
    assert_eq!(Reply::read(response).await.body, "hello");
}

#[tokio::test]
async fn a_body_of_one_frame_is_not_copied() {
    static DATA: [u8; 100] = [7; 100];
    let watch = Watch::default();
    let body = Frames::new([Step::Data(&DATA)])
        .of_length(100)
        .watched(&watch);
    let response = through(ConditionalLayer::new(), body).await;
    assert!(response.headers().contains_key("etag"));
    let data = response.into_body().frame().await.unwrap().unwrap();
    let data = data.into_data().unwrap();
    assert_eq!(data.as_ptr(), DATA.as_ptr());
}

#[tokio::test]
async fn content_length_stays_where_the_handler_set_it() {
    let app = Router::new()
        .route("/", on_get(([("content-length", "5")], "hello")))
        .layer(ConditionalLayer::new());
    assert_eq!(get(&app, &[]).await.header("content-length"), Some("5"));
    let reply = get(&app, &[("if-none-match", HELLO)]).await;
    // The 0 of an empty body, as long as no server has framed it.
    assert_eq!(reply.header("content-length").unwrap_or("0"), "0");
}
