//! curl, over HTTP/1 and HTTP/2.

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum_extra::TypedHeader;
use axum_extra::headers::Range;
use conditional_axum::{CodingTagsLayer, ConditionalLayer, ETag, etag};
use conditional_tests::Server;
use tower_http::compression::CompressionLayer;

use crate::app::{App, PAGE, TEXT};
use crate::client::{Content, client};

const HTTP_1: &str = "--http1.1";
const HTTP_2: &str = "--http2-prior-knowledge";

/// What curl tells of an answer.
#[derive(Debug)]
struct Answer {
    head: String,
    status: u16,
    /// How many bytes of content came.
    size: usize,
}

/// Fails where curl does, as it does where a stream breaks.
async fn curl(version: &str, server: &Server, more: &[&str]) -> Answer {
    let url = format!("http://{}{PAGE}", server.address());
    let fixed = [
        "--silent",
        "--show-error",
        "--max-time",
        "30",
        "--noproxy",
        "*",
        version,
    ];
    let told = ["--dump-header", "-", "--output", "/dev/null"];
    let summary = ["--write-out", "%{http_code} %{size_download}", &url];
    let said = client("curl", &[&fixed[..], &told, more, &summary].concat()).await;
    let (head, summary) = said.rsplit_once('\n').unwrap();
    let (status, size) = summary.split_once(' ').unwrap();
    Answer {
        head: head.to_owned(),
        status: status.parse().unwrap(),
        size: size.parse().unwrap(),
    }
}

impl Answer {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields(name).first().copied()
    }

    /// The values of all lines of this name.
    fn fields(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines();
        let fields = lines.filter_map(|line| line.split_once(": "));
        let named = fields.filter(|(field, _)| field.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.trim()).collect()
    }
}

/// Reads a page in gzip, and asks whether it is still good.
async fn revalidates(version: &str, app: Router) {
    let server = Server::start(app);
    let gzip = ["--header", "accept-encoding: gzip"];
    let read = curl(version, &server, &gzip).await;
    assert_eq!(read.status, 200, "{read:?}");
    assert_eq!(read.field("content-encoding"), Some("gzip"), "{read:?}");
    let tag = format!("if-none-match: {}", read.field("etag").unwrap());
    let again = curl(version, &server, &[&gzip[..], &["--header", &tag]].concat()).await;
    assert_eq!((again.status, again.size), (304, 0), "{again:?}");
    assert_eq!(again.field("content-encoding"), None, "{again:?}");
}

fn layered() -> Router {
    Router::new()
        .route(PAGE, get(TEXT))
        .layer(ConditionalLayer::new())
        .layer(CompressionLayer::new())
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn a_guarded_304_inside_a_compressor_has_no_content_over_http_1() {
    revalidates(HTTP_1, App::new().compressed()).await;
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn a_guarded_304_inside_a_compressor_has_no_content_over_http_2() {
    revalidates(HTTP_2, App::new().compressed()).await;
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn a_304_of_the_layer_inside_a_compressor_has_no_content_over_http_1() {
    revalidates(HTTP_1, layered()).await;
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn a_304_of_the_layer_inside_a_compressor_has_no_content_over_http_2() {
    revalidates(HTTP_2, layered()).await;
}

/// The layer and a compressor around these pages, in the order of the constructor.
fn with_coding_tags(pages: Router) -> Router {
    pages.layer(CodingTagsLayer::new().around(CompressionLayer::new()))
}

/// A client that read the compressed copy writes with its tag.
async fn writes_with_the_tag_of_a_copy(version: &str) {
    let server = Server::start(with_coding_tags(App::new().plain()));
    let read = curl(version, &server, &["--header", "accept-encoding: gzip"]).await;
    assert_eq!(read.field("content-encoding"), Some("gzip"), "{read:?}");
    assert_eq!(read.field("etag"), Some("\"7-gzip\""), "{read:?}");
    let write = ["--request", "PUT", "--header", "if-match: \"7-gzip\""];
    let written = curl(version, &server, &write).await;
    assert_eq!(written.status, 204, "{written:?}");
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn the_tag_of_a_compressed_copy_can_be_written_with_over_http_1() {
    writes_with_the_tag_of_a_copy(HTTP_1).await;
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn the_tag_of_a_compressed_copy_can_be_written_with_over_http_2() {
    writes_with_the_tag_of_a_copy(HTTP_2).await;
}

/// A page in a coding that the layer does not know.
async fn is_weak_under(version: &str, coding: &'static str) {
    let fields = [(header::ETAG, "\"7\""), (header::CONTENT_ENCODING, coding)];
    let page = Router::new().route(PAGE, get((fields, TEXT)));
    let server = Server::start(with_coding_tags(page));
    let accept = format!("accept-encoding: {coding}");
    let read = curl(version, &server, &["--header", &accept]).await;
    assert_eq!(read.field("etag"), Some("W/\"7\""), "{read:?}");
    assert_eq!(read.field("content-encoding"), Some(coding), "{read:?}");
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn the_tag_of_a_copy_by_a_dictionary_or_of_several_codings_is_weak_over_both() {
    for version in [HTTP_1, HTTP_2] {
        for coding in ["dcb", "dcz", "br, gzip"] {
            is_weak_under(version, coding).await;
        }
    }
}

#[etag(|| ETag::from(7), vary = "Accept-Language")]
async fn in_parts(range: Option<TypedHeader<Range>>) -> impl IntoResponse {
    match range {
        None => TEXT.into_response(),
        Some(_) => (StatusCode::PARTIAL_CONTENT, "Whoe").into_response(),
    }
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn a_part_varies_as_the_whole_does_over_both() {
    for version in [HTTP_1, HTTP_2] {
        let page = Router::new().route(PAGE, get(in_parts));
        let server = Server::start(with_coding_tags(page));
        let whole = curl(version, &server, &[]).await;
        let part = curl(version, &server, &["--range", "0-3"]).await;
        assert_eq!(
            (whole.status, part.status, part.size),
            (200, 206, 4),
            "{part:?}"
        );
        assert!(!whole.fields("vary").is_empty(), "{whole:?}");
        assert_eq!(part.fields("vary"), whole.fields("vary"));
    }
}

/// Uploads with a stale tag; each gets its 412.
async fn is_refused(version: &str, more: &[&str]) {
    let app = App::new();
    let server = Server::start(app.plain());
    let content = Content::of_a_megabyte();
    let upload = [
        "--upload-file",
        content.path(),
        "--header",
        "if-match: \"6\"",
    ];
    for _ in 0..20 {
        let answer = curl(version, &server, &[&upload[..], more].concat()).await;
        assert_eq!(answer.status, 412, "{answer:?}");
        assert_eq!(answer.field("etag"), Some("\"7\""), "{answer:?}");
    }
    assert_eq!(app.written(), 0, "the handler ran for a 412");
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn a_refused_upload_gets_its_412_over_http_1() {
    is_refused(HTTP_1, &["--header", "expect:"]).await;
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn a_refused_upload_that_waits_to_be_asked_for_gets_its_412() {
    is_refused(HTTP_1, &["--header", "expect: 100-continue"]).await;
}

#[tokio::test]
#[ignore = "needs curl: scripts/test-clients"]
async fn a_refused_upload_gets_its_412_over_http_2() {
    is_refused(HTTP_2, &[]).await;
}
