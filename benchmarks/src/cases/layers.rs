//! The layers around small answers.

use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use conditional_axum::{CodingTagsLayer, ConditionalLayer, ETag};
use tower::util::MapResponseLayer;

use super::{Case, TAG};

const KIB: &str = {
    const BYTES: [u8; 1024] = [b'x'; 1024];
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

pub(super) fn all() -> Vec<Case> {
    let tagged = [(header::IF_NONE_MATCH, TAG)];
    let gzip = [(header::ACCEPT_ENCODING, "gzip")];
    vec![
        case(
            "2 bytes, no-op layer and SHA-256",
            get(two_bytes).layer(hashing(b"ok")),
            &[],
        ),
        case(
            "2 bytes, ConditionalLayer",
            get(two_bytes).layer(ConditionalLayer::new()),
            &[],
        ),
        case(
            "1 KiB, no-op layer and SHA-256",
            get(kib).layer(hashing(KIB.as_bytes())),
            &[],
        ),
        case(
            "1 KiB, ConditionalLayer",
            get(kib).layer(ConditionalLayer::new()),
            &[],
        ),
        case(
            "304, no-op layer",
            get(not_modified).layer(doing_nothing()),
            &tagged,
        ),
        case(
            "304, CodingTagsLayer",
            get(not_modified).layer(CodingTagsLayer::new()),
            &tagged,
        ),
        case(
            "200 in gzip, no-op layer",
            get(in_gzip).layer(doing_nothing()),
            &gzip,
        ),
        case(
            "200 in gzip, CodingTagsLayer",
            get(in_gzip).layer(CodingTagsLayer::new()),
            &gzip,
        ),
    ]
}

fn case(name: &'static str, route: MethodRouter, fields: &[(HeaderName, &'static str)]) -> Case {
    Case::new(name, Method::GET, route, ()).fields(fields)
}

type Mapping = MapResponseLayer<fn(Response) -> Response>;

fn doing_nothing() -> Mapping {
    MapResponseLayer::new(|response| response)
}

/// What no layer that makes tags of content can do without.
fn hashing(content: &'static [u8]) -> MapResponseLayer<impl Fn(Response) -> Response + Clone> {
    MapResponseLayer::new(move |response| {
        std::hint::black_box(ETag::weak_digest(std::hint::black_box(content)));
        response
    })
}

async fn two_bytes() -> &'static str {
    "ok"
}

async fn kib() -> &'static str {
    KIB
}

async fn not_modified() -> impl IntoResponse {
    (
        StatusCode::NOT_MODIFIED,
        [(header::ETAG, HeaderValue::from_static(TAG))],
    )
}

async fn in_gzip() -> impl IntoResponse {
    let fields = [(header::ETAG, TAG), (header::CONTENT_ENCODING, "gzip")];
    (
        fields.map(|(name, value)| (name, HeaderValue::from_static(value))),
        KIB,
    )
}
