//! Downloads: guarded handlers that end in a file service.

use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use conditional_axum::{CodingTagsLayer, ConditionalLayer, ETag, condition, last_modified};
use conditional_tests::routing::get as on_get;
use tower::ServiceExt as _;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};

use crate::support::{Reply, get, send};

const OLD: Duration = Duration::from_secs(784_111_777);
const OLD_DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

/// A file that can be replaced by another version.
#[derive(Clone, Debug)]
struct Attachment(PathBuf);

impl Attachment {
    fn new(name: &str) -> Self {
        let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&directory).unwrap();
        let attachment = Self(directory.join("report.txt"));
        attachment.write(&version(b'a'), OLD);
        attachment
    }

    fn write(&self, content: &[u8], modified: Duration) {
        fs::write(&self.0, content).unwrap();
        let file = File::options().append(true).open(&self.0).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + modified)
            .unwrap();
    }

    fn change(&self) -> Vec<u8> {
        let content = version(b'b');
        self.write(&content, OLD + Duration::from_secs(1));
        content
    }

    fn modified(&self) -> SystemTime {
        fs::metadata(&self.0).unwrap().modified().unwrap()
    }
}

fn version(letter: u8) -> Vec<u8> {
    (0..9_000_u32).map(|at| letter + (at % 7) as u8).collect()
}

fn modified(State(file): &State<Attachment>) -> SystemTime {
    file.modified()
}

fn tag(State(file): &State<Attachment>) -> ETag {
    let age = file
        .modified()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    ETag::strong(format!("{:x}", age.as_nanos())).unwrap()
}

/// The file without the validators of the service: those of the guard are the ones it compares with.
async fn serve(file: Attachment, request: Request) -> Response {
    let mut response = ServeFile::new(file.0)
        .oneshot(request)
        .await
        .unwrap()
        .map(Body::new);
    response.headers_mut().remove(header::ETAG);
    response.headers_mut().remove(header::LAST_MODIFIED);
    response
}

#[last_modified(modified)]
async fn by_date(State(file): State<Attachment>, request: Request) -> Response {
    serve(file, request).await
}

#[condition(etag = tag, last_modified = modified)]
async fn by_tag(State(file): State<Attachment>, request: Request) -> Response {
    serve(file, request).await
}

/// Reads the first 4000 bytes, then the rest with the validator it got.
async fn resume(app: &Router, validator: &str) -> Reply {
    get(app, &[("range", "bytes=4000-"), ("if-range", validator)]).await
}

fn continues(reply: &Reply) {
    let content = version(b'a');
    let rest: Vec<u8> = content.into_iter().skip(4000).collect();
    assert_eq!(reply.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(reply.header("content-range"), Some("bytes 4000-8999/9000"));
    assert_eq!(reply.body, rest);
}

fn starts_again(reply: &Reply, content: &[u8]) {
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-range"), None);
    assert_eq!(reply.body, content);
}

#[tokio::test]
async fn a_download_resumes_by_tag_if_the_file_is_the_same() {
    let file = Attachment::new("tag");
    let app = Router::new()
        .route("/", on_get(by_tag))
        .with_state(file.clone());
    let etag = get(&app, &[]).await.etag().unwrap().to_owned();

    let reply = resume(&app, &etag).await;
    continues(&reply);
    assert_eq!(reply.etag(), Some(etag.as_str()));

    let changed = file.change();
    let reply = resume(&app, &etag).await;
    starts_again(&reply, &changed);
    assert_ne!(reply.etag(), Some(etag.as_str()));
}

#[tokio::test]
async fn a_download_resumes_by_date_if_the_file_is_the_same() {
    let file = Attachment::new("date");
    let app = Router::new()
        .route("/", on_get(by_date))
        .with_state(file.clone());
    let first = get(&app, &[]).await;
    assert_eq!(first.header("last-modified"), Some(OLD_DATE));
    continues(&resume(&app, OLD_DATE).await);

    let changed = file.change();
    starts_again(&resume(&app, OLD_DATE).await, &changed);
}

#[tokio::test]
async fn other_validators_start_again() {
    let file = Attachment::new("others");
    let app = Router::new().route("/", on_get(by_tag)).with_state(file);
    let etag = get(&app, &[]).await.etag().unwrap().to_owned();
    for other in [
        format!("W/{etag}"),
        "\"x\"".into(),
        "Sun, 06 Nov 1994 08:49:38 GMT".into(),
    ] {
        starts_again(&resume(&app, &other).await, &version(b'a'));
    }
}

#[tokio::test]
async fn a_range_without_if_range_is_served_and_the_rest_is_decided_first() {
    let file = Attachment::new("range");
    let app = Router::new().route("/", on_get(by_tag)).with_state(file);
    let etag = get(&app, &[]).await.etag().unwrap().to_owned();
    continues(&get(&app, &[("range", "bytes=4000-")]).await);
    let range = ("range", "bytes=4000-");
    let reply = get(&app, &[range, ("if-none-match", &etag)]).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    let reply = get(&app, &[range, ("if-match", "\"x\"")]).await;
    assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED);
    let reply = get(&app, &[("range", "bytes=9000-"), ("if-match", &etag)]).await;
    assert_eq!(reply.status, StatusCode::RANGE_NOT_SATISFIABLE);
}

#[tokio::test]
async fn a_client_that_has_the_file_gets_304_by_tag_and_by_date() {
    let file = Attachment::new("revalidate");
    let app = Router::new()
        .route("/", on_get(by_tag))
        .with_state(file.clone());
    let etag = get(&app, &[]).await.etag().unwrap().to_owned();
    for field in [
        ("if-none-match", etag.as_str()),
        ("if-modified-since", OLD_DATE),
    ] {
        for method in ["GET", "HEAD"] {
            let reply = send(&app, method, &[field]).await;
            assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{field:?}");
        }
    }
    file.change();
    for field in [
        ("if-none-match", etag.as_str()),
        ("if-modified-since", OLD_DATE),
    ] {
        assert_eq!(
            get(&app, &[field]).await.status,
            StatusCode::OK,
            "{field:?}"
        );
    }
}

#[tokio::test]
async fn around_compression_a_plain_download_resumes_and_a_coded_one_starts_again() {
    let file = Attachment::new("compressed");
    let app = Router::new()
        .route("/", on_get(by_tag))
        .layer(CompressionLayer::new())
        .layer(CodingTagsLayer::new())
        .with_state(file);
    let plain = get(&app, &[("accept-encoding", "identity")]).await;
    continues(&resume(&app, plain.etag().unwrap()).await);

    let gzip = ("accept-encoding", "gzip");
    let coded = get(&app, &[gzip]).await;
    assert!(coded.etag().unwrap().ends_with("-gzip\""));
    let fields = [
        gzip,
        ("range", "bytes=40-"),
        ("if-range", coded.etag().unwrap()),
    ];
    let reply = get(&app, &fields).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.etag(), coded.etag());
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
    assert_eq!(reply.header("content-range"), None);
    // From its beginning; a compressor need not make the same bytes of a file twice.
    assert!(reply.body.starts_with(b"\x1f\x8b"));
}

#[tokio::test]
async fn precompressed_files_revalidate_with_their_own_tags() {
    let file = Attachment::new("precompressed");
    fs::write(file.0.with_extension("txt.gz"), b"pretend this is gzip").unwrap();
    let directory = file.0.parent().unwrap();
    let app = Router::new()
        .fallback_service(
            ServeDir::new(directory)
                .precompressed_gzip()
                .fallback(ServeFile::new(&file.0).precompressed_gzip()),
        )
        .layer(CodingTagsLayer::new());
    let mut tags = Vec::new();
    for coding in ["identity", "gzip"] {
        let reply = get(&app, &[("accept-encoding", coding)]).await;
        assert_eq!(reply.status, StatusCode::OK, "{coding}");
        let etag = reply.etag().unwrap().to_owned();
        assert_eq!(etag.ends_with("-gzip\""), coding == "gzip");
        let fields = [
            ("accept-encoding", coding),
            ("if-none-match", etag.as_str()),
        ];
        let reply = get(&app, &fields).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{coding}");
        assert_eq!(reply.etag(), Some(etag.as_str()), "{coding}");
        tags.push(etag);
    }
    assert_ne!(tags[0], tags[1]);
}

/// Why [`serve`] takes the service's tag away: the guard does not know it, and would never find it
/// in what the client sends back.
#[tokio::test]
async fn a_tag_of_the_file_service_would_hide_the_date_of_the_guard() {
    #[last_modified(modified)]
    async fn untouched(State(file): State<Attachment>, request: Request) -> Response {
        ServeFile::new(file.0)
            .oneshot(request)
            .await
            .into_response()
    }
    let file = Attachment::new("untouched");
    let app = Router::new().route("/", on_get(untouched)).with_state(file);
    let etag = get(&app, &[]).await.etag().unwrap().to_owned();
    let reply = get(
        &app,
        &[("if-none-match", &etag), ("if-modified-since", OLD_DATE)],
    )
    .await;
    assert_eq!(reply.status, StatusCode::OK);
    starts_again(&resume(&app, &etag).await, &version(b'a'));
}

#[tokio::test]
async fn a_file_service_without_if_range_gives_the_whole_where_the_layer_asks_for_it() {
    let file = Attachment::new("whole_on_if_range");
    let app = Router::new()
        .route_service("/", ServeFile::new(&file.0))
        .layer(ConditionalLayer::new().whole_on_if_range());
    let resumed = [("range", "bytes=8000-"), ("if-range", OLD_DATE)];
    let content = file.change();
    let reply = get(&app, &resumed).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.body, content);
    let reply = get(&app, &resumed[..1]).await;
    assert_eq!(reply.status, StatusCode::PARTIAL_CONTENT);
    // Without the option, a part of the new file goes to the client with the rest of the old one.
    let spliced = Router::new()
        .route_service("/", ServeFile::new(&file.0))
        .layer(ConditionalLayer::new());
    let reply = get(&spliced, &resumed).await;
    assert_eq!(reply.status, StatusCode::PARTIAL_CONTENT);
}
