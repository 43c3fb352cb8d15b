//! A handler that answers ranges itself, beside `If-Range` (RFC 9110 §13.1.5).

use std::ops::Bound;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum_extra::TypedHeader;
use axum_extra::headers::Range;
use conditional_axum::{ETag, etag};
use conditional_tests::Call;
use conditional_tests::routing::any;

const CONTENT: &str = "0123456789";

fn answer(range: Option<TypedHeader<Range>>) -> Response {
    let Some(TypedHeader(range)) = range else {
        return CONTENT.into_response();
    };
    match range.satisfiable_ranges(10).next() {
        Some((Bound::Included(from), _)) => {
            let from = usize::try_from(from).unwrap();
            let fields = [(header::CONTENT_RANGE, format!("bytes {from}-9/10"))];
            let part = CONTENT.get(from..).unwrap();
            (StatusCode::PARTIAL_CONTENT, fields, part).into_response()
        }
        _ => StatusCode::RANGE_NOT_SATISFIABLE.into_response(),
    }
}

#[etag(|| ETag::from(7))]
async fn alone(range: Option<TypedHeader<Range>>) -> Response {
    answer(range)
}

#[etag(|| ETag::from(7))]
async fn before_a_body(range: Option<TypedHeader<Range>>, body: String) -> Response {
    drop(body);
    answer(range)
}

#[etag(|| ETag::from(7))]
async fn before_another(range: Option<TypedHeader<Range>>, _: axum::http::Method) -> Response {
    answer(range)
}

#[etag(|_: &Option<TypedHeader<Range>>| ETag::from(7))]
async fn shared_last(range: Option<TypedHeader<Range>>) -> Response {
    answer(range)
}

#[etag(|_: &Option<TypedHeader<Range>>| ETag::from(7))]
async fn shared_before(range: Option<TypedHeader<Range>>, _: axum::http::Method) -> Response {
    answer(range)
}

fn app() -> Router {
    Router::new()
        .route("/shared/last", any(shared_last))
        .route("/shared/before", any(shared_before))
        .route("/alone", any(alone))
        .route("/body", any(before_a_body))
        .route("/another", any(before_another))
}

const URIS: [&str; 3] = ["/alone", "/body", "/another"];

#[tokio::test]
async fn a_stale_if_range_gets_the_whole_new_content() {
    for uri in URIS {
        for stale in ["\"6\"", "W/\"7\"", "Sun, 06 Nov 1994 08:49:37 GMT"] {
            let call = Call::get(uri).headers(&[("range", "bytes=6-"), ("if-range", stale)]);
            let reply = call.send(&app()).await;
            reply
                .status(200)
                .body(CONTENT)
                .header("etag", "\"7\"")
                .without("content-range");
        }
    }
}

#[tokio::test]
async fn a_range_that_cannot_be_read_is_rejected_only_where_it_counts() {
    for uri in URIS {
        let call = |name, value| Call::get(uri).headers(&[("range", "lines=6-"), (name, value)]);
        call("accept", "*/*").send(&app()).await.status(400);
        call("if-range", "\"7\"").send(&app()).await.status(400);
        let whole = call("if-range", "\"6\"").send(&app()).await;
        whole.status(200).body(CONTENT);
        let current = call("if-none-match", "\"7\"").send(&app()).await;
        current.not_modified("\"7\"");
        call("if-match", "\"6\"")
            .send(&app())
            .await
            .precondition_failed("If-Match");
    }
}

#[tokio::test]
async fn a_function_may_take_the_range_and_it_is_withdrawn_all_the_same() {
    for stale in ["\"6\"", "W/\"7\""] {
        for uri in ["/shared/last", "/shared/before"] {
            let ranged = || Call::get(uri).header(header::RANGE, "bytes=6-");
            let whole = ranged().header(header::IF_RANGE, stale).send(&app()).await;
            whole.status(200).body(CONTENT);
            ranged().send(&app()).await.status(206).body("6789");
        }
    }
}

#[tokio::test]
async fn a_current_if_range_gets_the_part() {
    for uri in URIS.into_iter().chain(["/shared/last", "/shared/before"]) {
        let call = Call::get(uri).headers(&[("range", "bytes=6-"), ("if-range", "\"7\"")]);
        let reply = call.send(&app()).await;
        reply
            .status(206)
            .body("6789")
            .header("content-range", "bytes 6-9/10");
    }
}

#[tokio::test]
async fn a_range_without_if_range_is_the_handlers_own() {
    for uri in URIS {
        let call = Call::get(uri).headers(&[("range", "bytes=6-")]);
        call.send(&app()).await.status(206).body("6789");
        Call::get(uri).send(&app()).await.status(200).body(CONTENT);
    }
}
