//! Strong tags around compression.

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use conditional_axum::{CodingTagsLayer, ConditionalLayer, ETag, condition};
use conditional_tests::routing::get as on_get;
use tower_http::compression::CompressionLayer;

use crate::support::{Reply, get, send};

const TAG: ETag = ETag::from_static("\"v1\"");

fn page() -> String {
    "to be or not to be ".repeat(100)
}

#[condition(etag = || TAG)]
async fn show() -> String {
    page()
}

#[condition(etag = || TAG, required)]
async fn save(_body: String) -> (ETag, String) {
    (ETag::from_static("\"v2\""), page())
}

fn compressed(inner: Router) -> Router {
    inner
        .layer(CompressionLayer::new())
        .layer(CodingTagsLayer::new())
}

fn app() -> Router {
    compressed(Router::new().route("/", on_get(show).put(save)))
}

/// A page whose own tag is `tag`.
fn tagged(tag: &'static str) -> Router {
    let answer = async move || ([("etag", tag)], page()).into_response();
    compressed(
        Router::new()
            .route("/", on_get(answer))
            .layer(ConditionalLayer::new()),
    )
}

const COPIES: [(&str, &str); 3] = [
    ("identity", "\"v1\""),
    ("gzip", "\"v1-gzip\""),
    ("br", "\"v1-br\""),
];

#[tokio::test]
async fn every_copy_of_a_page_has_its_own_strong_tag() {
    for (coding, tag) in COPIES {
        for method in ["GET", "HEAD"] {
            let reply = send(&app(), method, &[("accept-encoding", coding)]).await;
            assert_eq!(reply.status, StatusCode::OK, "{method} {coding}");
            assert_eq!(reply.etag(), Some(tag), "{method} {coding}");
            assert_eq!(reply.header("vary"), Some("accept-encoding"), "{coding}");
        }
    }
}

#[tokio::test]
async fn every_copy_revalidates_with_its_own_tag() {
    for (coding, tag) in COPIES {
        let fields = [("accept-encoding", coding), ("if-none-match", tag)];
        for method in ["GET", "HEAD"] {
            let reply = send(&app(), method, &fields).await;
            assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{method} {coding}");
            assert_eq!(reply.etag(), Some(tag), "{method} {coding}");
            assert_eq!(reply.header("content-encoding"), None, "{method} {coding}");
            let length = reply.header("content-length").unwrap_or("0");
            assert_eq!(length, "0", "{method} {coding}");
            assert!(reply.body.is_empty());
        }
    }
}

#[tokio::test]
async fn the_304_of_a_coded_copy_varies_as_its_200_did() {
    let fields = [
        ("accept-encoding", "gzip"),
        ("if-none-match", "\"v1-gzip\""),
    ];
    assert_eq!(
        get(&app(), &fields).await.header("vary"),
        Some("accept-encoding")
    );

    // Without a compressor that says so itself.
    let app = Router::new()
        .route("/", on_get(show))
        .layer(CodingTagsLayer::new());
    let reply = get(&app, &fields).await;
    assert_eq!(reply.etag(), Some("\"v1-gzip\""));
    assert_eq!(reply.header("vary"), Some("accept-encoding"));

    let answer = async || {
        (
            [
                ("etag", "\"v1\""),
                ("vary", "Accept-Language, accept-encoding"),
            ],
            "",
        )
    };
    let app = Router::new()
        .route("/", on_get(answer))
        .layer(ConditionalLayer::new())
        .layer(CodingTagsLayer::new());
    let reply = get(&app, &fields).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.headers.get_all("vary").iter().count(), 1);
}

#[tokio::test]
async fn a_client_that_read_any_copy_can_write_with_its_tag() {
    for (coding, tag) in COPIES {
        let reply = send(&app(), "PUT", &[("if-match", tag)]).await;
        assert_eq!(reply.status, StatusCode::OK, "{coding}");
    }
    for stale in [
        "\"v0\"",
        "\"v0-gzip\"",
        "\"v1-gzip-gzip\"",
        "W/\"v1\"",
        "\"v1-GZIP\"",
    ] {
        let reply = send(&app(), "PUT", &[("if-match", stale)]).await;
        assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED, "{stale}");
        assert_eq!(reply.etag(), Some("\"v1\""), "{stale}");
    }
}

#[tokio::test]
async fn the_new_tag_on_the_answer_to_a_write_can_be_written_with_again() {
    let fields = [("if-match", "\"v1-br\""), ("accept-encoding", "gzip")];
    let reply = send(&app(), "PUT", &fields).await;
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
    assert_eq!(reply.etag(), Some("\"v2-gzip\""));
}

#[tokio::test]
async fn a_create_only_write_knows_every_copy() {
    // Without `Accept-Encoding` or with another one: a write takes no copy.
    for fields in [
        vec![("if-none-match", "\"v1-br\"")],
        vec![("if-none-match", "\"v1-br\""), ("accept-encoding", "gzip")],
    ] {
        let reply = send(&app(), "PUT", &fields).await;
        assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED);
    }
}

#[tokio::test]
async fn all_lines_and_all_members_count() {
    let fields = [
        ("accept-encoding", "gzip"),
        ("if-none-match", "\"a-gzip\", \"b\""),
        ("if-none-match", "W/\"c\",,\"v1-gzip\" , \"d\""),
    ];
    let reply = get(&app(), &fields).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.etag(), Some("\"v1-gzip\""));
}

async fn seen_inside(
    name: &'static str,
    layer: CodingTagsLayer,
    fields: &[(&str, &str)],
) -> String {
    let answer = async move |headers: http::HeaderMap| {
        let lines = headers.get_all(name).iter();
        let lines: Vec<_> = lines
            .map(|line| String::from_utf8_lossy(line.as_bytes()))
            .collect();
        lines.join("|")
    };
    let app = Router::new().route("/", on_get(answer)).layer(layer);
    let reply = get(&app, fields).await;
    String::from_utf8(reply.body.into()).unwrap()
}

#[tokio::test]
async fn malformed_members_stay_as_they_are() {
    for (sent, seen) in [
        (
            "\"v1-gzip\", oops, \"v2-gzip\"",
            "\"v1\", oops, \"v2-gzip\"",
        ),
        ("\"v1-gzip\"x", "\"v1-gzip\"x"),
        ("\"v1-gzip", "\"v1-gzip"),
        ("v1-gzip", "v1-gzip"),
        ("*", "*"),
        ("\"a b-gzip\"", "\"a b-gzip\""),
        (" ,\t\"v1-gzip\" ,", " ,\t\"v1\" ,"),
        ("w/\"v1-gzip\"", "w/\"v1-gzip\""),
        ("", ""),
    ] {
        for name in ["if-none-match", "if-match"] {
            let seen_now = seen_inside(name, CodingTagsLayer::new(), &[(name, sent)]).await;
            assert_eq!(seen_now, seen, "{name}: {sent}");
        }
    }
}

#[tokio::test]
async fn what_the_client_refuses_is_not_offered_as_its_copy() {
    let reply = get(
        &app(),
        &[("accept-encoding", "gzip"), ("if-none-match", "\"v1-br\"")],
    )
    .await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.etag(), Some("\"v1-gzip\""));
    // A list without members is not an absent field.
    let fields = [("accept-encoding", "gzip"), ("if-none-match", "\"v1-br\"")];
    let seen = seen_inside("if-none-match", CodingTagsLayer::new(), &fields).await;
    assert_eq!(seen, ",");
}

#[tokio::test]
async fn the_first_copy_that_the_client_can_use_is_the_one_on_the_304() {
    for (list, tag) in [
        ("\"v1-br\", \"v1-gzip\", \"v1\"", "\"v1-gzip\""),
        ("\"v1\", \"v1-gzip\"", "\"v1\""),
        ("\"v0-gzip\", \"v1-gzip\"", "\"v1-gzip\""),
    ] {
        let fields = [("accept-encoding", "gzip"), ("if-none-match", list)];
        let reply = get(&app(), &fields).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{list}");
        assert_eq!(reply.etag(), Some(tag), "{list}");
    }
}

async fn read(app: &Router, coding: &str) -> (String, Reply) {
    let reply = get(app, &[("accept-encoding", coding)]).await;
    (reply.etag().unwrap().to_owned(), reply)
}

#[tokio::test]
async fn a_tag_that_looks_suffixed_is_not_confused_with_a_coding() {
    let backup = tagged("\"v1-gzip\"");
    let (plain, _) = read(&backup, "identity").await;
    let (gzip, _) = read(&backup, "gzip").await;
    assert_eq!(plain, "\"v1-gzip-identity\"");
    assert_eq!(gzip, "\"v1-gzip-identity-gzip\"");
    for (coding, tag) in [("identity", &plain), ("gzip", &gzip)] {
        let fields = [("accept-encoding", coding), ("if-none-match", tag.as_str())];
        let reply = get(&backup, &fields).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{coding}");
        assert_eq!(reply.etag(), Some(tag.as_str()), "{coding}");
        assert_eq!(
            get(&backup, &[("if-match", tag)]).await.status,
            StatusCode::OK
        );
    }
    // The gzip copy of `v1` and the plain copy of `v1-gzip` are different versions.
    let (copy_of_v1, _) = read(&tagged("\"v1\""), "gzip").await;
    assert_eq!(copy_of_v1, "\"v1-gzip\"");
    assert_eq!(
        get(&backup, &[("if-none-match", &copy_of_v1)]).await.status,
        StatusCode::OK
    );
    let write = get(&backup, &[("if-match", &copy_of_v1)]).await;
    assert_eq!(write.status, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn a_tag_may_be_shorter_than_what_is_put_on_it() {
    let reply = get(&tagged("\"-br\""), &[("accept-encoding", "gzip")]).await;
    assert_eq!(reply.etag(), Some("\"-br-identity-gzip\""));
}

#[tokio::test]
async fn weak_tags_stay_as_they_are() {
    for coding in ["identity", "gzip", "br"] {
        let (tag, reply) = read(&tagged("W/\"v1\""), coding).await;
        assert_eq!(tag, "W/\"v1\"");
        assert_eq!(
            reply.headers.contains_key("content-encoding"),
            coding != "identity"
        );
        let fields = [("accept-encoding", coding), ("if-none-match", "W/\"v1\"")];
        let reply = get(&tagged("W/\"v1\""), &fields).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{coding}");
        assert_eq!(reply.etag(), Some("W/\"v1\""), "{coding}");
    }
}

#[tokio::test]
async fn a_weak_tag_stays_on_the_304_for_a_client_with_a_strong_one() {
    let fields = [
        ("accept-encoding", "gzip"),
        ("if-none-match", "\"v1-gzip\""),
    ];
    let reply = get(&tagged("W/\"v1\""), &fields).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.etag(), Some("W/\"v1\""));
}

#[tokio::test]
async fn a_weak_tag_in_if_match_is_left_as_it_is() {
    let fields = [("if-match", "W/\"v1-gzip\", \"v1-gzip\"")];
    let seen = seen_inside("if-match", CodingTagsLayer::new(), &fields).await;
    assert_eq!(seen, "W/\"v1-gzip\", \"v1\"");
}

#[tokio::test]
async fn hashed_bodies_can_have_strong_tags_inside_of_compression() {
    let app = compressed(
        Router::new()
            .route("/", on_get(async || page()))
            .layer(ConditionalLayer::new().strong()),
    );
    let (plain, _) = read(&app, "identity").await;
    let (gzip, _) = read(&app, "gzip").await;
    assert_eq!(gzip, format!("\"{}-gzip\"", plain.trim_matches('"')));
    let fields = [
        ("accept-encoding", "gzip"),
        ("if-none-match", gzip.as_str()),
    ];
    assert_eq!(get(&app, &fields).await.status, StatusCode::NOT_MODIFIED);
}

async fn tag_under(coding: &'static str, tag: &'static str, fields: &[(&str, &str)]) -> Reply {
    let answer = async move || ([("etag", tag), ("content-encoding", coding)], "hello");
    let app = Router::new()
        .route("/", on_get(answer))
        .layer(ConditionalLayer::new())
        .layer(CodingTagsLayer::new());
    get(&app, fields).await
}

#[tokio::test]
async fn a_coding_without_a_suffix_of_its_own_weakens_the_tag() {
    for coding in ["dcb", "dcz", "br, gzip", "compress"] {
        let reply = tag_under(coding, "\"v1\"", &[]).await;
        assert_eq!(reply.etag(), Some("W/\"v1\""), "{coding}");
        let fields = [("if-none-match", "W/\"v1\""), ("accept-encoding", coding)];
        let reply = tag_under(coding, "\"v1\"", &fields).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{coding}");
        assert_eq!(reply.etag(), Some("W/\"v1\""), "{coding}");
    }
}

#[tokio::test]
async fn unreadable_tags_pass() {
    for tag in ["v1", "\"a b\""] {
        let answer = async move || ([("etag", tag), ("content-encoding", "gzip")], "hello");
        let app = Router::new()
            .route("/", on_get(answer))
            .layer(CodingTagsLayer::new());
        assert_eq!(get(&app, &[]).await.etag(), Some(tag), "{tag}");
    }
}

#[tokio::test]
async fn one_constructor_holds_layer_and_compressor_in_the_right_order() {
    let app = Router::new()
        .route("/", on_get(show).put(save))
        .layer(CodingTagsLayer::new().around(CompressionLayer::new()));
    for (coding, tag) in COPIES {
        let reply = get(&app, &[("accept-encoding", coding)]).await;
        assert_eq!(reply.etag(), Some(tag), "{coding}");
        let reply = send(&app, "PUT", &[("if-match", tag)]).await;
        assert_eq!(reply.status, StatusCode::OK, "{coding}");
    }
}

#[tokio::test]
async fn a_tag_that_is_taken_out_of_a_list_makes_no_asterisk_of_a_malformed_one() {
    let fields = [
        ("accept-encoding", "gzip"),
        ("if-none-match", "\"zz-br\", *"),
    ];
    let reply = get(&app(), &fields).await;
    assert_eq!(reply.status, StatusCode::OK);
    // The lines are one field, and what stands before the fault counts.
    for (lines, status) in [
        (["\"zz-br\"", "*"], StatusCode::OK),
        (["\"zz-br\", \"yy\", *", "\"v1\""], StatusCode::OK),
        (["\"zz-br\", \"v1\", *", ""], StatusCode::NOT_MODIFIED),
        (["\"zz-br\"", "\"v1\", *"], StatusCode::NOT_MODIFIED),
    ] {
        let fields = lines.map(|line| ("if-none-match", line));
        let fields = [[("accept-encoding", "gzip")].as_slice(), &fields].concat();
        let reply = get(&app(), &fields).await;
        assert_eq!(reply.status, status, "{lines:?}");
    }
    // Nor are the lines after the fault read.
    let fields = [
        ("accept-encoding", "gzip"),
        ("if-none-match", "\"zz-br\", oops"),
        ("if-none-match", "\"v1-gzip\""),
    ];
    assert_eq!(get(&app(), &fields).await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_copy_says_that_there_are_others_the_plain_one_a_part_and_the_304_included() {
    for status in [
        StatusCode::OK,
        StatusCode::PARTIAL_CONTENT,
        StatusCode::NOT_MODIFIED,
    ] {
        let answer = async move || (status, [("etag", "\"v1\"")], "hello");
        let app = compressed(Router::new().route("/", on_get(answer)));
        let reply = get(&app, &[("accept-encoding", "gzip")]).await;
        let vary = reply.header("vary").unwrap_or_default();
        assert!(
            vary.eq_ignore_ascii_case("accept-encoding"),
            "{status}: {vary}"
        );
    }
}

#[tokio::test]
async fn a_copy_that_has_only_a_date_varies_too() {
    let answer = async || {
        (
            [("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT")],
            "hello",
        )
    };
    let app = Router::new()
        .route("/", on_get(answer))
        .layer(CodingTagsLayer::new());
    let reply = get(&app, &[]).await;
    assert_eq!(reply.header("vary"), Some("accept-encoding"));
}

#[tokio::test]
async fn a_copy_that_varies_already_says_so_of_its_coding_too() {
    for (vary, lines) in [
        ("cookie", vec!["cookie", "accept-encoding"]),
        ("cookie, Accept-Encoding", vec!["cookie, Accept-Encoding"]),
        ("*", vec!["*"]),
    ] {
        let answer = async move || ([("etag", "\"v1\""), ("vary", vary)], "hello");
        let app = Router::new()
            .route("/", on_get(answer))
            .layer(CodingTagsLayer::new());
        let reply = get(&app, &[]).await;
        let said: Vec<_> = reply.headers.get_all("vary").iter().collect();
        assert_eq!(said, lines);
    }
}

#[tokio::test]
async fn what_is_no_copy_of_anything_does_not_vary() {
    let app = Router::new()
        .route("/", on_get("hello").post("posted"))
        .layer(CodingTagsLayer::new());
    for method in ["GET", "POST"] {
        assert_eq!(
            send(&app, method, &[]).await.header("vary"),
            None,
            "{method}"
        );
    }
}

#[tokio::test]
async fn a_part_of_a_coded_copy_is_never_continued_by_another_one() {
    let fields = [("range", "bytes=10-"), ("if-range", "\"v1-gzip\"")];
    for name in ["range", "if-range"] {
        assert_eq!(seen_inside(name, CodingTagsLayer::new(), &fields).await, "");
    }
    let fields = [("range", "bytes=10-"), ("if-match", "\"v1-gzip\"")];
    assert_eq!(
        seen_inside("range", CodingTagsLayer::new(), &fields).await,
        ""
    );
}

#[tokio::test]
async fn a_part_of_a_plain_copy_that_if_match_names_is_continued() {
    for tag in ["\"v1\"", "\"v1-gzip-identity\"", "W/\"v1\""] {
        let fields = [("range", "bytes=10-"), ("if-match", tag)];
        let seen = seen_inside("range", CodingTagsLayer::new(), &fields).await;
        assert_eq!(seen, "bytes=10-", "{tag}");
    }
}

#[tokio::test]
async fn a_date_does_not_tell_of_which_copy_the_client_holds_a_part() {
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (coding, range) in [("gzip", ""), ("dcb", ""), ("identity", "bytes=10-")] {
        let fields = [
            ("range", "bytes=10-"),
            ("if-range", DATE),
            ("accept-encoding", coding),
        ];
        let seen = seen_inside("range", CodingTagsLayer::new(), &fields).await;
        assert_eq!(seen, range, "{coding}");
    }
}

#[tokio::test]
async fn a_part_of_a_plain_copy_is_continued() {
    for (sent, seen) in [
        ("\"v1\"", "\"v1\""),
        ("\"v1-gzip-identity\"", "\"v1-gzip\""),
        (
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT",
        ),
    ] {
        let fields = [("range", "bytes=10-"), ("if-range", sent)];
        let layer = CodingTagsLayer::new;
        assert_eq!(
            seen_inside("range", layer(), &fields).await,
            "bytes=10-",
            "{sent}"
        );
        assert_eq!(
            seen_inside("if-range", layer(), &fields).await,
            seen,
            "{sent}"
        );
    }
}

#[tokio::test]
async fn a_304_by_date_has_a_weak_tag_where_the_client_may_hold_any_copy() {
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    let answer = async || ([("etag", "\"v1\""), ("last-modified", DATE)], page());
    let app = compressed(
        Router::new()
            .route("/", on_get(answer))
            .layer(ConditionalLayer::new()),
    );
    for (coding, tag) in [
        ("identity", "\"v1\""),
        ("gzip", "W/\"v1\""),
        ("br", "W/\"v1\""),
    ] {
        let fields = [("accept-encoding", coding), ("if-modified-since", DATE)];
        let reply = get(&app, &fields).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{coding}");
        assert_eq!(reply.etag(), Some(tag), "{coding}");
    }
}

#[tokio::test]
async fn a_compressed_copy_loses_the_digest_of_the_bytes_before() {
    let app = compressed(
        Router::new()
            .route("/", on_get(async || page()))
            .layer(ConditionalLayer::new().repr_digest()),
    );
    let whole = get(&app, &[]).await;
    assert!(whole.header("repr-digest").is_some());
    let copy = get(&app, &[("accept-encoding", "gzip")]).await;
    assert_eq!(copy.header("content-encoding"), Some("gzip"));
    assert_eq!(copy.header("repr-digest"), None);
}
