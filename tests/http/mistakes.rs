//! The mistakes that implementations of RFC 9110 §13 make, each made impossible here: one test for
//! each mistake, named after what is right.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::{Router, middleware};
use conditional_axum::{CodingTagsLayer, ETag, LastModified, Representation, condition, etag};
use conditional_tests::Call;
use conditional_tests::routing::{any, get};

use crate::fixture::{
    AFTER, BEFORE, MODIFIED, STALE, TAG, World, by_functions, by_resource, dated, load, modified,
    page, tag, tagged,
};

/// Both ways to guard a handler must agree.
const GUARDS: [fn(&World) -> Router; 2] = [by_functions, by_resource];

async fn send(
    call: impl Fn() -> Call,
    current: &Representation,
    check: impl Fn(&conditional_tests::Reply, bool),
) {
    for guard in GUARDS {
        let world = World::new(current.clone());
        let reply = call()
            .watched(world.probe.body("new"))
            .send(&guard(&world))
            .await;
        let ran = world.probe.take();
        assert_eq!(ran.contains(&"handler"), ran.contains(&"body"), "{ran:?}");
        check(&reply, ran.contains(&"handler"));
    }
}

#[tokio::test]
async fn if_modified_since_is_not_consulted_beside_if_none_match() {
    // §13.1.3. A rollback: the tag is new, the date is older than what the client holds.
    let call = || {
        Call::get("/page")
            .if_none_match(STALE)
            .if_modified_since(AFTER)
    };
    send(call, &page(), |reply, ran| {
        reply.status(200).body("page");
        assert!(ran);
    })
    .await;
    // Nor where the page has no tag that could match.
    let call = || {
        Call::get("/page")
            .if_none_match(STALE)
            .if_modified_since(MODIFIED)
    };
    send(call, &dated(), |reply, ran| {
        reply.status(200).body("page");
        assert!(ran);
    })
    .await;
    // Nor to doubt a tag that matches.
    let call = || {
        Call::get("/page")
            .if_none_match(TAG)
            .if_modified_since(BEFORE)
    };
    send(call, &page(), |reply, ran| {
        reply.not_modified(TAG);
        assert!(!ran);
    })
    .await;
}

#[tokio::test]
async fn if_unmodified_since_is_not_consulted_beside_if_match() {
    // §13.1.4.
    let call = || Call::put("/page").if_match(TAG).if_unmodified_since(BEFORE);
    send(call, &page(), |reply, ran| {
        reply.status(200);
        assert!(ran);
    })
    .await;
    let call = || {
        Call::put("/page")
            .if_match(STALE)
            .if_unmodified_since(AFTER)
    };
    send(call, &page(), |reply, ran| {
        reply.precondition_failed("If-Match");
        assert!(!ran);
    })
    .await;
}

#[tokio::test]
async fn if_unmodified_since_is_ignored_where_no_modification_date_is_known() {
    // §13.1.4.
    for method in ["GET", "PUT"] {
        let call = || Call::new(method, "/page").if_unmodified_since(BEFORE);
        send(call, &tagged(TAG), |reply, ran| {
            reply.status(200);
            assert!(ran);
        })
        .await;
    }
}

#[tokio::test]
async fn an_invalid_date_is_ignored_not_answered_400() {
    // §13.1.3, §13.1.4.
    for date in [
        "",
        "x",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "1.5",
    ] {
        let read = || Call::get("/page").if_modified_since(date);
        let write = || Call::put("/page").if_unmodified_since(date);
        for call in [&read as &dyn Fn() -> Call, &write] {
            send(call, &page(), |reply, ran| {
                reply.status(200);
                assert!(ran);
            })
            .await;
        }
    }
}

#[tokio::test]
async fn if_none_match_compares_weakly() {
    // §13.1.2. `nginx` and `Apache` weaken a tag when they compress.
    for (current, sent) in [
        (TAG, "W/\"v1\""),
        ("W/\"v1\"", TAG),
        ("W/\"v1\"", "W/\"v1\""),
    ] {
        for method in ["GET", "HEAD"] {
            let call = || Call::new(method, "/page").if_none_match(sent);
            send(call, &tagged(current), |reply, ran| {
                reply.not_modified(current);
                assert!(!ran);
            })
            .await;
        }
        let call = || Call::put("/page").if_none_match(sent);
        send(call, &tagged(current), |reply, ran| {
            reply.precondition_failed("If-None-Match");
            assert!(!ran);
        })
        .await;
    }
}

#[tokio::test]
async fn if_match_compares_strongly() {
    // §13.1.1.
    for (current, sent) in [
        (TAG, "W/\"v1\""),
        ("W/\"v1\"", TAG),
        ("W/\"v1\"", "W/\"v1\""),
    ] {
        for method in ["PUT", "DELETE", "GET"] {
            let call = || Call::new(method, "/page").if_match(sent);
            send(call, &tagged(current), |reply, ran| {
                reply.precondition_failed("If-Match");
                assert!(!ran);
            })
            .await;
        }
    }
}

#[tokio::test]
async fn if_match_any_holds_whenever_the_resource_exists() {
    // §13.1.1: with a weak tag, with a date only, with no validator at all.
    for current in [page(), tagged("W/\"v1\""), dated()] {
        send(
            || Call::put("/page").if_match("*"),
            &current,
            |reply, ran| {
                reply.status(200);
                assert!(ran);
            },
        )
        .await;
    }
    let world = World::new(Representation::present());
    let call = Call::put("/page").if_match("*");
    call.send(&by_resource(&world)).await.status(200);
    world.probe.ran(&["resource", "handler"]);
}

#[tokio::test]
async fn if_none_match_any_needs_no_tag() {
    // §13.1.2: it asks whether anything is there.
    send(
        || Call::put("/page").if_none_match("*"),
        &dated(),
        |reply, ran| {
            reply.precondition_failed("If-None-Match");
            assert!(!ran);
        },
    )
    .await;
    send(
        || Call::put("/page").if_none_match("*"),
        &Representation::Missing,
        |reply, ran| {
            reply.status(404);
            assert!(ran);
        },
    )
    .await;
    let world = World::new(Representation::present());
    let call = Call::put("/page").if_none_match("*");
    let reply = call.send(&by_resource(&world)).await;
    reply.precondition_failed("If-None-Match");
    world.probe.ran(&["resource"]);
}

#[tokio::test]
async fn all_field_lines_are_read() {
    // §5.3.
    let call = || {
        Call::get("/page")
            .if_none_match("\"a\"")
            .if_none_match("\"b\", \"v1\"")
    };
    send(call, &page(), |reply, ran| {
        reply.not_modified(TAG);
        assert!(!ran);
    })
    .await;
    let call = || {
        Call::put("/page")
            .if_match("\"a\"")
            .if_match("\"b\"")
            .if_match(TAG)
    };
    send(call, &page(), |reply, ran| {
        reply.status(200);
        assert!(ran);
    })
    .await;
}

#[tokio::test]
async fn lists_are_not_split_inside_quotes_nor_searched_for_substrings() {
    // §8.8.3.
    for (current, sent, matches) in [
        ("\"a,b\"", "\"a,b\"", true),
        ("\"a,b\"", "\"x\", \"a,b\", \"y\"", true),
        ("\"a, b\"".trim_matches(' '), "\"a\", \"b\"", false),
        ("\"a\"", "\"a,b\"", false),
        ("\"b\"", "\"a,b\"", false),
        ("\"v1\"", "\"v10\"", false),
        ("\"v1\"", "\"0v1\"", false),
        ("\"v1\"", "W/\"v11\"", false),
        ("\"\"", "\"x\"", false),
        ("\"\"", "\"x\", \"\"", true),
    ] {
        let Ok(etag) = current.parse::<ETag>() else {
            continue;
        };
        let page = Representation::present().with_etag(etag);
        let call = || Call::get("/page").if_none_match(sent);
        send(call, &page, |reply, ran| {
            reply.status(if matches { 304 } else { 200 });
            assert_eq!(ran, !matches, "{current} in {sent}");
        })
        .await;
    }
}

#[tokio::test]
async fn an_unsafe_method_is_never_answered_304_and_does_not_run_first() {
    // §13.1.2, §13.2.1.
    for method in ["PUT", "PATCH", "DELETE", "POST"] {
        for tags in [TAG, "*"] {
            let call = || Call::new(method, "/page").if_none_match(tags);
            send(call, &page(), |reply, ran| {
                reply.precondition_failed("If-None-Match");
                assert!(!ran);
            })
            .await;
        }
        let call = || Call::new(method, "/page").if_modified_since(AFTER);
        send(call, &page(), |reply, ran| {
            reply.status(200);
            assert!(ran);
        })
        .await;
    }
}

#[tokio::test]
async fn a_404_or_a_5xx_is_not_made_conditional() {
    // §13.2.1.
    #[condition(etag = || ETag::from(1_u64), last_modified = || LastModified::from_unix_seconds(1))]
    async fn fails(axum::extract::Path(status): axum::extract::Path<u16>) -> Response {
        StatusCode::from_u16(status).unwrap().into_response()
    }
    let app = Router::new().route("/{status}", any(fails));
    for status in [404, 410, 500, 503] {
        let uri = format!("/{status}");
        for call in [
            Call::get(&uri),
            Call::get(&uri).if_none_match("\"0\""),
            Call::get(&uri).if_modified_since("Thu, 01 Jan 1970 00:00:00 GMT"),
        ] {
            let reply = call.send(&app).await;
            reply
                .status(status)
                .without("etag")
                .without("last-modified");
        }
    }
}

#[tokio::test]
async fn a_read_of_a_missing_resource_with_if_match_is_its_404() {
    // §13.2.1.
    for tags in [TAG, "*", ""] {
        for method in ["GET", "HEAD"] {
            let call = || Call::new(method, "/page").if_match(tags);
            send(call, &Representation::Missing, |reply, ran| {
                reply.status(404);
                assert!(ran);
            })
            .await;
        }
    }
}

#[tokio::test]
async fn a_put_with_if_match_to_what_was_deleted_does_not_bring_it_back() {
    // §13.1.1.
    for tags in [TAG, "*"] {
        let call = || Call::put("/page").if_match(tags);
        send(call, &Representation::Missing, |reply, ran| {
            reply.precondition_failed("If-Match");
            assert!(!ran);
        })
        .await;
    }
}

/// A file service that honours ranges, behind a guard.
async fn file(world: World, request: Request) -> Response {
    world.probe.note("handler");
    match request
        .headers()
        .get("range")
        .map(http::HeaderValue::as_bytes)
    {
        None => "page".into_response(),
        Some(b"bytes=0-1") => (StatusCode::PARTIAL_CONTENT, "pa").into_response(),
        Some(_) => StatusCode::RANGE_NOT_SATISFIABLE.into_response(),
    }
}

#[condition(etag = tag, last_modified = modified)]
async fn file_by_functions(State(world): State<World>, request: Request) -> Response {
    file(world, request).await
}

#[condition(resource = load)]
async fn file_by_resource(State(world): State<World>, request: Request) -> Response {
    file(world, request).await
}

fn files(world: &World) -> Router {
    Router::new()
        .route("/functions", get(file_by_functions))
        .route("/resource", get(file_by_resource))
        .with_state(world.clone())
}

#[tokio::test]
async fn preconditions_are_decided_before_ranges() {
    // §14.2.
    let world = World::new(page());
    for uri in ["/functions", "/resource"] {
        for range in ["bytes=0-1", "bytes=999-"] {
            let call = || Call::get(uri).headers(&[("range", range)]);
            let reply = call().if_none_match(TAG).send(&files(&world)).await;
            reply.not_modified(TAG);
            let reply = call().if_match(STALE).send(&files(&world)).await;
            reply.precondition_failed("If-Match");
            assert!(!world.probe.take().contains(&"handler"));
        }
        let reply = Call::get(uri)
            .headers(&[("range", "bytes=999-")])
            .send(&files(&world))
            .await;
        reply.status(416).without("etag");
        assert!(world.probe.take().contains(&"handler"));
    }
}

#[tokio::test]
async fn if_range_needs_a_strong_tag_or_the_exact_date() {
    // §13.1.5.
    for (current, if_range, status) in [
        (page(), TAG, 206),
        (page(), MODIFIED, 206),
        (dated(), MODIFIED, 206),
        (page(), STALE, 200),
        (page(), "W/\"v1\"", 200),
        (tagged("W/\"v1\""), "W/\"v1\"", 200),
        (tagged("W/\"v1\""), TAG, 200),
        (dated(), AFTER, 200),
        (dated(), BEFORE, 200),
        (dated(), "soon", 200),
        (Representation::present(), TAG, 200),
    ] {
        for uri in ["/functions", "/resource"] {
            let world = World::new(current.clone());
            let fields = [("range", "bytes=0-1"), ("if-range", if_range)];
            let reply = Call::get(uri).headers(&fields).send(&files(&world)).await;
            reply
                .status(status)
                .body(if status == 206 { "pa" } else { "page" });
        }
    }
}

#[tokio::test]
async fn a_304_has_the_tag_the_vary_and_the_cache_control_of_the_200() {
    // §15.4.5.
    #[condition(etag = tag, last_modified = modified, cache_control = "max-age=60", vary = "Accept")]
    async fn show(State(world): State<World>) -> &'static str {
        world.probe.note("handler");
        "page"
    }
    let world = World::new(page());
    let app = Router::new()
        .route("/", get(show))
        .with_state(world.clone());
    let full = Call::get("/").send(&app).await;
    let not_modified = Call::get("/").if_none_match(TAG).send(&app).await;
    not_modified.not_modified(TAG);
    for name in ["etag", "cache-control", "vary"] {
        assert_eq!(full.text_of(name), not_modified.text_of(name));
    }
    let world = World::new(dated());
    let call = Call::get("/page").if_modified_since(MODIFIED);
    let reply = call.send(&by_functions(&world)).await;
    reply.status(304).header("last-modified", MODIFIED);
}

#[tokio::test]
async fn a_304_has_no_content_length_of_its_own() {
    // §8.6. Over real connections: module `http2`.
    for method in ["GET", "HEAD"] {
        let call = || Call::new(method, "/page").if_none_match(TAG);
        send(call, &page(), |reply, _| {
            reply.status(304).without_length().without("content-type");
        })
        .await;
    }
}

#[tokio::test]
async fn each_content_coding_has_its_own_strong_tag_and_each_can_be_written_with() {
    // §8.8.3.3. The compressor is played by a layer that says so.
    async fn compress(request: Request, next: middleware::Next) -> Response {
        let mut response = next.run(request).await;
        if response.status() == StatusCode::OK {
            let gzip = http::HeaderValue::from_static("gzip");
            response.headers_mut().insert("content-encoding", gzip);
        }
        response
    }
    for guard in GUARDS {
        let world = World::new(page());
        let app = guard(&world)
            .layer(middleware::from_fn(compress))
            .layer(CodingTagsLayer::new());
        let reply = Call::get("/page").send(&app).await;
        let coded = reply.status(200).text_of("etag").to_owned();
        assert_ne!(coded, TAG, "{reply:?}");
        drop(world.probe.take());
        Call::get("/page")
            .if_none_match(&coded)
            .send(&app)
            .await
            .status(304);
        assert!(!world.probe.take().contains(&"handler"));
        Call::put("/page")
            .if_match(&coded)
            .send(&app)
            .await
            .status(200);
        assert!(world.probe.take().contains(&"handler"));
        let stale = coded.replace("v1", "v0");
        Call::put("/page")
            .if_match(&stale)
            .send(&app)
            .await
            .status(412);
        assert!(!world.probe.take().contains(&"handler"));
    }
}

#[tokio::test]
async fn a_tag_of_content_is_collision_safe() {
    // §8.8.1: SHA-256, 32 hex digits of it; the empty text's are well known.
    let world = World::new(Representation::present().with_etag(ETag::digest("")));
    let reply = Call::get("/page").send(&by_functions(&world)).await;
    reply.header("etag", "\"e3b0c44298fc1c149afbf4c8996fb924\"");
}

#[tokio::test]
async fn a_date_is_no_validator_before_its_second_is_over() {
    // §8.8.2.2: a second change may come within it.
    let now = std::time::SystemTime::now();
    let ahead = now + std::time::Duration::from_secs(3600);
    let current = Representation::present().with_last_modified(ahead);
    send(
        || Call::get("/page"),
        &current,
        |reply, _| {
            reply.status(200).without("last-modified");
        },
    )
    .await;
}

#[tokio::test]
async fn last_modified_is_not_later_than_now() {
    // §8.8.2.1.
    let future = LastModified::from_unix_seconds(4_000_000_000);
    let current = tagged(TAG).with_last_modified(future);
    send(
        || Call::get("/page"),
        &current,
        |reply, _| {
            reply
                .status(200)
                .header("etag", TAG)
                .without("last-modified");
        },
    )
    .await;
}

#[tokio::test]
async fn the_answer_to_a_write_carries_no_old_tag() {
    // §9.3.4.
    for method in ["PUT", "PATCH", "DELETE", "POST"] {
        for tags in [TAG, "*"] {
            let call = || Call::new(method, "/page").if_match(tags);
            send(call, &page(), |reply, ran| {
                reply.status(200).without("etag").without("last-modified");
                assert!(ran);
            })
            .await;
        }
    }
    #[etag(tag)]
    async fn save(State(_): State<World>) -> (ETag, &'static str) {
        (ETag::from_static("\"v2\""), "saved")
    }
    let app = Router::new()
        .route("/", any(save))
        .with_state(World::new(page()));
    let reply = Call::put("/").if_match(TAG).send(&app).await;
    reply.status(200).header("etag", "\"v2\"");
}

#[tokio::test]
async fn anyone_who_may_not_see_it_learns_nothing_of_its_version() {
    // §13.2.1: authentication first. More in module `auth`.
    struct Nobody;
    impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Nobody {
        type Rejection = StatusCode;
        async fn from_request_parts(
            _: &mut axum::http::request::Parts,
            _: &S,
        ) -> Result<Self, StatusCode> {
            Err(StatusCode::UNAUTHORIZED)
        }
    }
    #[condition(etag = tag, last_modified = modified)]
    async fn show(State(world): State<World>, _nobody: Nobody) {
        world.probe.note("handler");
    }
    let world = World::new(page());
    let app = Router::new()
        .route("/", any(show))
        .with_state(world.clone());
    for call in [
        Call::get("/").if_none_match(TAG),
        Call::get("/").if_none_match("*"),
        Call::put("/").if_match(STALE),
    ] {
        call.send(&app).await.status(401).without("etag").body("");
    }
    world.probe.ran(&[]);
}
