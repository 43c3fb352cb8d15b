//! No spliced download leaves: a part goes only to a client whose other parts it fits.

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use conditional_axum::{ETag, condition, etag, last_modified};
use conditional_tests::Call;
use conditional_tests::routing::get;

use crate::fixture::{BEFORE, MODIFIED, STALE, TAG, modified_at};

/// A handler that honours `Range` by itself, without a look at `If-Range`.
fn part_or_whole(headers: &HeaderMap) -> Response {
    if headers.contains_key("range") {
        let range = [("content-range", "bytes 6-11/12")];
        (StatusCode::PARTIAL_CONTENT, range, "ranges").into_response()
    } else {
        "hello ranges".into_response()
    }
}

#[etag(|| TAG.parse::<ETag>().unwrap(), vary = "accept-language")]
async fn by_tag(headers: HeaderMap) -> Response {
    part_or_whole(&headers)
}

#[last_modified(modified_at)]
async fn by_date(headers: HeaderMap) -> Response {
    part_or_whole(&headers)
}

/// The row that the handler renders is a newer one than the guard has seen.
#[condition(etag = || TAG.parse::<ETag>().unwrap())]
async fn overtaken(headers: HeaderMap) -> Response {
    (ETag::from_static("\"v2\""), part_or_whole(&headers)).into_response()
}

fn app() -> Router {
    Router::new()
        .route("/tag", get(by_tag))
        .route("/date", get(by_date))
        .route("/overtaken", get(overtaken))
}

fn resumed(uri: &str, if_range: &str) -> Call {
    Call::get(uri).headers(&[("range", "bytes=6-"), ("if-range", if_range)])
}

#[tokio::test]
async fn a_part_leaves_where_if_range_holds_or_is_not_there() {
    for call in [
        resumed("/tag", TAG),
        resumed("/date", MODIFIED),
        resumed("/overtaken", "\"v2\""),
        Call::get("/tag").headers(&[("range", "bytes=6-")]),
    ] {
        call.send(&app()).await.status(206).body("ranges");
    }
}

#[tokio::test]
async fn a_part_of_another_version_is_a_500_and_never_leaves() {
    for call in [
        resumed("/tag", STALE),
        resumed("/tag", "W/\"v1\""),
        resumed("/tag", MODIFIED),
        resumed("/date", BEFORE),
        resumed("/date", TAG),
        // The guard's tag holds, but what stands on the part is newer.
        resumed("/overtaken", TAG),
    ] {
        let reply = call.send(&app()).await;
        reply
            .status(500)
            .header("content-type", "application/problem+json");
        assert!(!reply.has_body("ranges"), "{reply:?}");
    }
}

#[tokio::test]
async fn the_whole_leaves_whatever_if_range_says() {
    let app = Router::new().route("/", get(whole));
    #[etag(|| TAG.parse::<ETag>().unwrap())]
    async fn whole() -> &'static str {
        "hello ranges"
    }
    for if_range in [TAG, STALE, MODIFIED, "oops"] {
        resumed("/", if_range)
            .send(&app)
            .await
            .status(200)
            .body("hello ranges");
    }
}

#[tokio::test]
async fn a_part_varies_as_the_whole_does() {
    let whole = Call::get("/tag").send(&app()).await;
    let part = resumed("/tag", TAG).send(&app()).await;
    for reply in [whole, part] {
        reply.header("vary", "accept-language").header("etag", TAG);
    }
}
