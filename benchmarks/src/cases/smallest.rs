//! The smallest requests there are, so that what is measured is not lost in building them.

use std::time::SystemTime;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{OriginalUri, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, put};
use axum_extra::TypedHeader;
use conditional_axum::{ConditionalLayer, ETag, condition, etag, last_modified};
use headers::{HeaderMapExt as _, IfMatch, IfModifiedSince, IfNoneMatch, IfUnmodifiedSince};
use tower::util::MapResponseLayer;

use super::{Case, DATE, TAG, date};

const STATIC: ETag = ETag::from_static(TAG);
const KILOBYTES_10: &[u8] = &[b'x'; 10 * 1024];

pub(super) fn all() -> Vec<Case> {
    [reads(), passes(), writes(), layers(), shared()]
        .into_iter()
        .flatten()
        .collect()
}

/// What is compared over loopback.
pub fn served() -> Router {
    Router::new()
        .route("/floor", get(floor_304))
        .route("/guarded", get(guarded_static))
        .route("/typed-header", get(typed_header))
        .route(
            "/layer",
            get(ten_kib_of_text).layer(ConditionalLayer::new()),
        )
        .route("/plain", get(ten_kib_of_text))
        .with_state(7)
}

async fn ten_kib_of_text() -> Vec<u8> {
    ten_kib()
}

type Field = Option<(HeaderName, &'static str)>;

const MATCHING: Field = Some((header::IF_NONE_MATCH, TAG));
const SEVEN: Field = Some((header::IF_NONE_MATCH, "\"7\""));
const DATED: Field = Some((header::IF_MODIFIED_SINCE, DATE));
const STALE_MATCH: Field = Some((header::IF_MATCH, "\"stale\""));
const NOTHING: Field = None;

fn case(name: &'static str, route: MethodRouter<u64>, method: Method, field: &Field) -> Case {
    Case::new(name, method, route, 7).fields(field.as_slice())
}

fn reads() -> Vec<Case> {
    vec![
        case(
            "floor: constant 304 + ETag",
            get(floor_304),
            Method::GET,
            &MATCHING,
        ),
        case(
            "by hand, TypedHeader",
            get(typed_header),
            Method::GET,
            &MATCHING,
        ),
        case(
            "by hand, headers crate, all four fields",
            get(all_four_by_hand),
            Method::GET,
            &MATCHING,
        ),
        case(
            "guarded 304, all four fields",
            get(guarded_both),
            Method::GET,
            &MATCHING,
        ),
        case(
            "guarded 304, static tag",
            get(guarded_static),
            Method::GET,
            &MATCHING,
        ),
        case(
            "guarded 304, async tag made per request",
            get(guarded_made),
            Method::GET,
            &SEVEN,
        ),
        case(
            "guarded 304, by date",
            get(guarded_date),
            Method::GET,
            &DATED,
        ),
    ]
}

fn passes() -> Vec<Case> {
    vec![
        case(
            "bare 200, 2 bytes + ETag",
            get(bare_2_bytes),
            Method::GET,
            &NOTHING,
        ),
        case(
            "guarded 200, 2 bytes",
            get(guarded_static),
            Method::GET,
            &NOTHING,
        ),
        case(
            "guarded 200, 2 bytes, other tag asked for",
            get(guarded_static),
            Method::GET,
            &SEVEN,
        ),
        case(
            "bare 200, 10 KiB + ETag",
            get(bare_10_kib),
            Method::GET,
            &NOTHING,
        ),
        case(
            "guarded 200, 10 KiB",
            get(guarded_10_kib),
            Method::GET,
            &NOTHING,
        ),
    ]
}

fn writes() -> Vec<Case> {
    vec![
        case("bare PUT, body read", put(bare_put), Method::PUT, &NOTHING),
        case(
            "guarded PUT, body deferred",
            put(guarded_put),
            Method::PUT,
            &NOTHING,
        ),
        case(
            "guarded PUT, 412",
            put(guarded_put),
            Method::PUT,
            &STALE_MATCH,
        ),
    ]
}

fn layers() -> Vec<Case> {
    let layered = |name, route| case(name, route, Method::GET, &NOTHING);
    vec![
        layered("no layer, 200, 2 bytes", get(plain_2_bytes)),
        layered(
            "no-op layer, 200, 2 bytes",
            get(plain_2_bytes).layer(MapResponseLayer::new(|response: Response| response)),
        ),
        layered(
            "ConditionalLayer, 200, 2 bytes",
            get(plain_2_bytes).layer(ConditionalLayer::new()),
        ),
    ]
}

fn shared() -> Vec<Case> {
    vec![
        case(
            "6 extractors, 0 shared",
            get(six_extractors_none_shared),
            Method::GET,
            &MATCHING,
        ),
        case(
            "6 extractors, 2 shared",
            get(six_extractors_two_shared),
            Method::GET,
            &MATCHING,
        ),
        case(
            "6 extractors, 6 shared",
            get(six_extractors_all_shared),
            Method::GET,
            &MATCHING,
        ),
    ]
}

async fn floor_304() -> impl IntoResponse {
    (
        StatusCode::NOT_MODIFIED,
        [(header::ETAG, HeaderValue::from_static(TAG))],
    )
}

async fn typed_header(wanted: Option<TypedHeader<IfNoneMatch>>) -> impl IntoResponse {
    let tag: headers::ETag = TAG.parse().unwrap();
    if let Some(TypedHeader(wanted)) = wanted
        && !wanted.precondition_passes(&tag)
    {
        return (StatusCode::NOT_MODIFIED, TypedHeader(tag)).into_response();
    }
    (TypedHeader(tag), "ok").into_response()
}

/// RFC 9110 §13.2.2 for a GET, as one writes it with the `headers` crate.
async fn all_four_by_hand(fields: HeaderMap) -> Response {
    let tag: headers::ETag = TAG.parse().unwrap();
    let modified = SystemTime::from(date());
    let holds = if fields.contains_key(header::IF_MATCH) {
        let list = fields.typed_get::<IfMatch>();
        list.is_some_and(|list| list.precondition_passes(&tag))
    } else {
        let since = fields.typed_get::<IfUnmodifiedSince>();
        since.is_none_or(|since| since.precondition_passes(modified))
    };
    if !holds {
        return StatusCode::PRECONDITION_FAILED.into_response();
    }
    let modified_since = || {
        let since = fields.typed_get::<IfModifiedSince>();
        since.is_none_or(|since| since.is_modified(modified))
    };
    let is_new = match fields.typed_get::<IfNoneMatch>() {
        Some(list) => list.precondition_passes(&tag),
        None => modified_since(),
    };
    let sent = headers::LastModified::from(modified);
    if is_new {
        (TypedHeader(tag), TypedHeader(sent), "ok").into_response()
    } else {
        (
            StatusCode::NOT_MODIFIED,
            TypedHeader(tag),
            TypedHeader(sent),
        )
            .into_response()
    }
}

#[condition(etag = static_tag, last_modified = date)]
async fn guarded_both() -> &'static str {
    "ok"
}

async fn plain_2_bytes() -> &'static str {
    "ok"
}

fn static_tag() -> ETag {
    STATIC
}

async fn made_tag(State(version): &State<u64>) -> ETag {
    ETag::from(*version)
}

#[etag(static_tag)]
async fn guarded_static() -> &'static str {
    "ok"
}

#[etag(made_tag)]
async fn guarded_made(State(_version): State<u64>) -> &'static str {
    "ok"
}

#[last_modified(date)]
async fn guarded_date() -> &'static str {
    "ok"
}

async fn bare_2_bytes() -> impl IntoResponse {
    ([(header::ETAG, HeaderValue::from_static(TAG))], "ok")
}

async fn bare_10_kib() -> impl IntoResponse {
    ([(header::ETAG, HeaderValue::from_static(TAG))], ten_kib())
}

#[etag(static_tag)]
async fn guarded_10_kib() -> Vec<u8> {
    ten_kib()
}

/// A body that is built per request, as a page is.
fn ten_kib() -> Vec<u8> {
    KILOBYTES_10
        .iter()
        .map(|byte| std::hint::black_box(*byte))
        .collect()
}

async fn bare_put(_body: Bytes) {}

#[etag(static_tag)]
async fn guarded_put(_body: Bytes) {}

macro_rules! six_extractors {
    ($($name:ident by $tag:ident;)*) => {$(
        #[etag($tag)]
        async fn $name(
            _a: State<u64>,
            _b: RawQuery,
            _c: Method,
            _d: Uri,
            _e: OriginalUri,
            _f: Version,
        ) -> &'static str {
            "ok"
        }
    )*};
}

six_extractors! {
    six_extractors_none_shared by static_tag;
    six_extractors_two_shared by tag_of_two;
    six_extractors_all_shared by tag_of_six;
}

fn tag_of_two(_: &State<u64>, _: &RawQuery) -> ETag {
    STATIC
}

fn tag_of_six(
    _: &State<u64>,
    _: &RawQuery,
    _: &Method,
    _: &Uri,
    _: &OriginalUri,
    _: &Version,
) -> ETag {
    STATIC
}
