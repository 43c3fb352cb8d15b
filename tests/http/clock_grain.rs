//! No stale 304 because several changes fall into one second; no test waits for the next one.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use conditional_axum::{
    ConditionalLayer, ETag, GuardSettings, LastModified, Preconditions, Representation, Resource,
    Stopped, condition, etag, last_modified,
};
use conditional_tests::Call;
use conditional_tests::routing::{any, get};

use crate::fixture::{
    AFTER, BEFORE, MODIFIED, TAG, World, by_functions, by_resource, dated, modified_at, page,
};

/// Where the clock stands, in seconds after the change.
fn after(seconds: i64) -> GuardSettings {
    let now = LastModified::from_unix_seconds(modified_at().unix_seconds() + seconds);
    GuardSettings::new().clock(move || Some(now))
}

#[tokio::test]
async fn in_the_second_of_a_change_its_date_is_left_out_beside_a_tag_too() {
    for app in [by_functions, by_resource] {
        for seconds in [-1, 0] {
            let app = app(&World::new(page())).layer(after(seconds));
            let reply = Call::get("/page").send(&app).await;
            reply
                .status(200)
                .header("etag", TAG)
                .without("last-modified")
                .without("cache-control");
        }
        let app = app(&World::new(page())).layer(after(1));
        let reply = Call::get("/page").send(&app).await;
        reply
            .status(200)
            .header("etag", TAG)
            .header("last-modified", MODIFIED);
    }
}

#[tokio::test]
async fn a_date_within_the_margin_is_not_over() {
    let at = |seconds| by_functions(&World::new(dated())).layer(after(seconds).margin(5));
    let reply = Call::get("/page").send(&at(5)).await;
    reply
        .status(200)
        .without("last-modified")
        .header("cache-control", "no-store");
    let reply = Call::get("/page")
        .if_modified_since(MODIFIED)
        .send(&at(5))
        .await;
    reply.status(200).body("page");
    let reply = Call::get("/page").send(&at(6)).await;
    reply
        .status(200)
        .header("last-modified", MODIFIED)
        .without("cache-control");
    let reply = Call::get("/page")
        .if_modified_since(MODIFIED)
        .send(&at(6))
        .await;
    reply.status(304);
}

fn publicly() -> [(&'static str, &'static str); 4] {
    [
        ("cdn-cache-control", "max-age=600"),
        ("cloudflare-cdn-cache-control", "max-age=600"),
        ("surrogate-control", "max-age=600"),
        ("x-kept", "yes"),
    ]
}

#[last_modified(modified_at, cache_control = "public, max-age=60")]
async fn declared() -> impl IntoResponse {
    (publicly(), "page")
}

#[tokio::test]
async fn an_answer_without_date_and_strong_tag_is_not_stored_whatever_was_declared() {
    let app = |seconds| {
        Router::new()
            .route("/", get(declared))
            .layer(after(seconds))
    };
    let reply = Call::get("/").send(&app(0)).await;
    reply
        .status(200)
        .header("cache-control", "no-store")
        .header("x-kept", "yes");
    for name in [
        "cdn-cache-control",
        "cloudflare-cdn-cache-control",
        "surrogate-control",
    ] {
        reply.without(name);
    }
    let reply = Call::get("/").send(&app(1)).await;
    reply
        .header("cache-control", "public, max-age=60")
        .header("cdn-cache-control", "max-age=600");
    // A cache that sends the `Date` of its copy is never told that a later change did not happen.
    let reply = Call::get("/")
        .if_modified_since(MODIFIED)
        .send(&app(0))
        .await;
    reply.status(200).body("page");
    // A 304 is about a copy that may be stored.
    let reply = Call::get("/")
        .if_modified_since(MODIFIED)
        .send(&app(1))
        .await;
    reply
        .status(304)
        .header("cache-control", "public, max-age=60");
}

#[tokio::test]
async fn what_has_no_date_now_but_could_have_one_is_not_stored_either() {
    #[last_modified(|| None::<LastModified>, cache_control = "max-age=60")]
    async fn empty_list() -> &'static str {
        "nothing yet"
    }
    let app = Router::new().route("/", get(empty_list));
    let reply = Call::get("/").send(&app).await;
    reply.status(200).header("cache-control", "no-store");
}

#[tokio::test]
async fn a_row_whose_date_is_none_until_its_first_change_is_not_stored_either() {
    #[derive(Clone, Resource)]
    struct Row {
        #[last_modified]
        changed: Option<LastModified>,
    }
    #[condition(resource = |State(row): &State<Row>| row.clone(), extract(State<Row>), cache_control = "max-age=60")]
    async fn show() -> &'static str {
        "row"
    }
    for (changed, cache_control) in [(None, "no-store"), (Some(modified_at()), "max-age=60")] {
        let app = Router::new()
            .route("/", get(show))
            .with_state(Row { changed })
            .layer(after(1));
        let reply = Call::get("/").send(&app).await;
        reply.status(200).header("cache-control", cache_control);
    }
}

#[tokio::test]
async fn a_weak_tag_does_not_make_it_storable() {
    #[condition(etag = || ETag::from(1_u64).into_weak(), last_modified = modified_at)]
    async fn weak() -> &'static str {
        "page"
    }
    let app = |seconds| Router::new().route("/", get(weak)).layer(after(seconds));
    let reply = Call::get("/").send(&app(0)).await;
    reply
        .header("etag", "W/\"1\"")
        .header("cache-control", "no-store");
    Call::get("/").send(&app(1)).await.without("cache-control");
    // Nor is what a tag alone describes kept from caches: no date is ever compared there.
    #[etag(|| ETag::from(1_u64).into_weak(), cache_control = "max-age=60")]
    async fn tag_alone() -> &'static str {
        "page"
    }
    let app = Router::new().route("/", get(tag_alone)).layer(after(0));
    Call::get("/")
        .send(&app)
        .await
        .header("cache-control", "max-age=60");
}

#[tokio::test]
async fn a_date_of_the_handlers_own_is_left_out_in_its_second_too() {
    #[last_modified(modified_at)]
    async fn own_date() -> (LastModified, &'static str) {
        (modified_at(), "page")
    }
    let app = |seconds| {
        Router::new()
            .route("/", get(own_date))
            .layer(after(seconds))
    };
    let reply = Call::get("/").send(&app(0)).await;
    reply
        .without("last-modified")
        .header("cache-control", "no-store");
    Call::get("/")
        .send(&app(1))
        .await
        .header("last-modified", MODIFIED);
}

#[tokio::test]
async fn an_error_and_the_answer_to_a_write_may_say_what_they_like() {
    #[last_modified(modified_at)]
    async fn refuses() -> (StatusCode, [(&'static str, &'static str); 1], &'static str) {
        (
            StatusCode::NOT_FOUND,
            [("cache-control", "max-age=5")],
            "gone",
        )
    }
    let app = Router::new().route("/", any(refuses)).layer(after(0));
    Call::get("/")
        .send(&app)
        .await
        .header("cache-control", "max-age=5");
    Call::put("/")
        .send(&app)
        .await
        .header("cache-control", "max-age=5");
}

#[tokio::test]
async fn the_layer_treats_a_date_of_the_current_second_alike() {
    let app = |seconds, etag: &'static str| {
        let fields = [
            ("last-modified", MODIFIED),
            ("etag", etag),
            ("cache-control", "max-age=9"),
        ];
        Router::new()
            .route("/", get(async move || (fields, "page")))
            .layer(ConditionalLayer::new())
            .layer(after(seconds))
    };
    let reply = Call::get("/").send(&app(0, "W/\"1\"")).await;
    reply
        .without("last-modified")
        .header("cache-control", "no-store");
    let reply = Call::get("/")
        .if_modified_since(MODIFIED)
        .send(&app(0, "W/\"1\""))
        .await;
    reply.status(200);
    let reply = Call::get("/").send(&app(0, "\"1\"")).await;
    reply
        .without("last-modified")
        .header("cache-control", "max-age=9");
    let reply = Call::get("/").send(&app(1, "W/\"1\"")).await;
    reply
        .header("last-modified", MODIFIED)
        .header("cache-control", "max-age=9");
    let reply = Call::get("/")
        .if_modified_since(MODIFIED)
        .send(&app(1, "W/\"1\""))
        .await;
    reply.status(304);
}

async fn by_hand(preconditions: Preconditions) -> Result<&'static str, Stopped> {
    preconditions.check(&dated())?;
    Ok(if preconditions.range_applies(&dated()) {
        "a part"
    } else {
        "the whole"
    })
}

#[tokio::test]
async fn the_extractor_reads_dates_by_the_clock_of_the_settings() {
    let app = |seconds| Router::new().route("/", any(by_hand)).layer(after(seconds));
    let reply = Call::get("/")
        .if_modified_since(MODIFIED)
        .send(&app(0))
        .await;
    reply.status(200);
    let reply = Call::get("/")
        .if_modified_since(MODIFIED)
        .send(&app(1))
        .await;
    reply.status(304);
    let ranged = || Call::get("/").headers(&[("range", "bytes=1-"), ("if-range", MODIFIED)]);
    ranged().send(&app(0)).await.body("the whole");
    ranged().send(&app(1)).await.body("a part");
    // A two-digit year is the one within 50 years.
    let two_digits = "Sunday, 06-Nov-94 08:49:36 GMT";
    let reply = Call::put("/")
        .if_unmodified_since(two_digits)
        .send(&app(0))
        .await;
    reply.precondition_failed("If-Unmodified-Since");
}

/// A clock that counts how often it is asked.
fn counting(seconds: i64) -> (GuardSettings, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let now = LastModified::from_unix_seconds(modified_at().unix_seconds() + seconds);
    let settings = GuardSettings::new().clock(move || {
        count.fetch_add(1, Ordering::Relaxed);
        Some(now)
    });
    (settings, asked)
}

#[tokio::test]
async fn no_clock_is_asked_where_no_date_needs_it() {
    let tagged = Representation::present().with_etag(TAG.parse().unwrap());
    let layered = Router::new()
        .route("/page", any("hello"))
        .layer(ConditionalLayer::new());
    async fn by_tag(preconditions: Preconditions) -> Result<&'static str, Stopped> {
        let tagged = Representation::present().with_etag(TAG.parse().unwrap());
        preconditions.check(&tagged)?;
        let _ = preconditions.range_applies(&tagged);
        Ok("page")
    }
    let by_hand = Router::new().route("/page", any(by_tag));
    for app in [
        by_functions(&World::new(tagged.clone())),
        by_resource(&World::new(tagged)),
        layered,
        by_hand,
    ] {
        let (settings, asked) = counting(1);
        let app = app.layer(settings);
        for call in [
            Call::get("/page"),
            Call::get("/page").if_none_match(TAG),
            Call::get("/page").if_none_match("\"old\""),
            Call::get("/page")
                .if_none_match(TAG)
                .if_modified_since(AFTER),
            Call::put("/page").if_match(TAG),
            Call::put("/page").if_match("\"old\""),
            Call::get("/page").headers(&[("range", "bytes=1-"), ("if-range", TAG)]),
        ] {
            let told = format!("{call:?}");
            call.send(&app).await;
            assert_eq!(asked.load(Ordering::Relaxed), 0, "{told}");
        }
    }
    // The count can fail: a date needs it.
    let (settings, asked) = counting(1);
    Call::get("/page")
        .send(&by_functions(&World::new(page())).layer(settings))
        .await;
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn without_a_clock_no_date_is_sent_and_those_of_clients_are_taken_for_what_they_say() {
    let unknown = || GuardSettings::new().clock(|| None);
    let app = by_functions(&World::new(page())).layer(unknown());
    let reply = Call::get("/page").send(&app).await;
    reply
        .status(200)
        .header("etag", TAG)
        .without("last-modified");
    let app = by_functions(&World::new(dated())).layer(unknown());
    let reply = Call::get("/page").send(&app).await;
    reply
        .status(200)
        .without("last-modified")
        .header("cache-control", "no-store");
    Call::get("/page")
        .if_modified_since(AFTER)
        .send(&app)
        .await
        .status(304);
    Call::put("/page")
        .if_unmodified_since(BEFORE)
        .send(&app)
        .await
        .status(412);
}

/// A cache without our `Last-Modified` that asks by the `Date` of its copy, as Squid does.
#[tokio::test]
async fn a_cache_that_invents_dates_never_keeps_a_version_that_is_gone() {
    #[derive(Clone)]
    struct Page {
        version: Arc<AtomicUsize>,
        changed: Arc<AtomicI64>,
    }
    #[last_modified(|State(page): &State<Page>| LastModified::from_unix_seconds(page.changed.load(Ordering::Relaxed)))]
    async fn show(State(page): State<Page>) -> String {
        page.version.load(Ordering::Relaxed).to_string()
    }
    let now = Arc::new(AtomicI64::new(784_111_777));
    let page = Page {
        version: Arc::new(AtomicUsize::new(1)),
        changed: Arc::new(AtomicI64::new(784_111_777)),
    };
    let clock = Arc::clone(&now);
    let settings = GuardSettings::new().clock(move || {
        Some(LastModified::from_unix_seconds(
            clock.load(Ordering::Relaxed),
        ))
    });
    let app = Router::new()
        .route("/", get(show))
        .with_state(page.clone())
        .layer(settings);
    // Write, read, write within one second: what was read may not be stored.
    let reply = Call::get("/").send(&app).await;
    reply.body("1").header("cache-control", "no-store");
    page.version.store(2, Ordering::Relaxed);
    // A copy that somebody stored all the same, with the `Date` of that second, is not confirmed
    // while that second lasts.
    let reply = Call::get("/").if_modified_since(MODIFIED).send(&app).await;
    reply.status(200).body("2");
    now.fetch_add(1, Ordering::Relaxed);
    let reply = Call::get("/").send(&app).await;
    reply.body("2").header("last-modified", MODIFIED);
}
