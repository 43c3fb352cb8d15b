//! GET: the validators on the 200, the 304 in its place.

use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use conditional_axum::{
    ConditionalField, Decision, ETag, LastModified, Representation, condition, etag, last_modified,
};
use conditional_tests::Call;
use conditional_tests::routing::get;

use crate::fixture::{
    AFTER, BEFORE, MODIFIED, STALE, TAG, World, by_functions, by_resource, dated, page, tagged,
};

#[tokio::test]
async fn without_conditions_the_page_comes_with_both_validators() {
    let world = World::new(page());
    let reply = Call::get("/page").send(&by_functions(&world)).await;
    reply
        .status(200)
        .header("etag", TAG)
        .header("last-modified", MODIFIED)
        .body("page")
        .decision(None);
    world.probe.ran(&["etag", "last_modified", "handler"]);
}

#[tokio::test]
async fn the_current_tag_is_answered_304_and_the_handler_does_not_run() {
    let world = World::new(page());
    let reply = Call::get("/page")
        .if_none_match(TAG)
        .send(&by_functions(&world))
        .await;
    reply
        .not_modified(TAG)
        .without("last-modified")
        .decision(Some(Decision::NotModified(ConditionalField::IfNoneMatch)));
    world.probe.ran(&["etag"]);
}

#[tokio::test]
async fn a_stale_tag_gets_the_page_and_its_new_tag() {
    let world = World::new(page());
    let reply = Call::get("/page")
        .if_none_match(STALE)
        .send(&by_functions(&world))
        .await;
    reply
        .status(200)
        .header("etag", TAG)
        .body("page")
        .decision(Some(Decision::Proceed));
    world.probe.ran(&["etag", "last_modified", "handler"]);
}

#[tokio::test]
async fn the_current_date_is_answered_304_with_the_tag() {
    let world = World::new(page());
    let reply = Call::get("/page")
        .if_modified_since(MODIFIED)
        .send(&by_functions(&world))
        .await;
    reply.not_modified(TAG).decision(Some(Decision::NotModified(
        ConditionalField::IfModifiedSince,
    )));
    world.probe.ran(&["etag", "last_modified"]);
}

#[tokio::test]
async fn a_page_without_tag_is_answered_304_with_its_date() {
    for app in [by_functions, by_resource] {
        let world = World::new(dated());
        for date in [MODIFIED, AFTER] {
            let reply = Call::get("/page")
                .if_modified_since(date)
                .send(&app(&world))
                .await;
            reply
                .status(304)
                .header("last-modified", MODIFIED)
                .without("etag")
                .without_length()
                .body("");
            assert!(!world.probe.take().contains(&"handler"));
        }
    }
}

#[tokio::test]
async fn a_page_modified_after_the_date_is_sent() {
    let world = World::new(dated());
    let reply = Call::get("/page")
        .if_modified_since(BEFORE)
        .send(&by_functions(&world))
        .await;
    reply
        .status(200)
        .header("last-modified", MODIFIED)
        .without("etag")
        .body("page");
}

#[tokio::test]
async fn all_lines_of_if_none_match_count() {
    let world = World::new(page());
    for lines in [
        [TAG, STALE, "\"x\""],
        [STALE, TAG, "\"x\""],
        [STALE, "\"x\"", TAG],
        ["\"x\", \"y\"", "", "\"z\",\"v1\" , W/\"q\""],
    ] {
        let call = lines
            .into_iter()
            .fold(Call::get("/page"), Call::if_none_match);
        call.send(&by_functions(&world)).await.not_modified(TAG);
        world.probe.ran(&["etag"]);
    }
}

#[tokio::test]
async fn conditions_are_found_among_any_number_of_other_fields() {
    let world = World::new(page());
    for others in [0, 1, 7, 8, 9, 15, 16, 17, 40, 500] {
        let crowded = |mut call: Call| {
            for n in 0..others {
                let name: http::HeaderName = format!("x-other-{n}").parse().unwrap();
                call = call.header(name, "\"v1\"");
            }
            call
        };
        let lines = || crowded(Call::get("/page").if_none_match(STALE)).if_none_match(TAG);
        lines().send(&by_functions(&world)).await.not_modified(TAG);
        world.probe.ran(&["etag"]);
        let late = || {
            crowded(Call::put("/page"))
                .if_match("\"a\"")
                .if_match("\"b\"")
        };
        let reply = late().send(&by_functions(&world)).await;
        reply.precondition_failed("If-Match");
        world.probe.ran(&["etag"]);
        let reply = late().if_match(TAG).send(&by_functions(&world)).await;
        reply.status(200);
        world.probe.ran(&["etag", "handler"]);
        let dated = crowded(Call::get("/page")).if_modified_since(AFTER);
        dated.send(&by_functions(&world)).await.not_modified(TAG);
        world.probe.ran(&["etag", "last_modified"]);
        let dated = crowded(Call::put("/page")).if_unmodified_since(BEFORE);
        let reply = dated.send(&by_functions(&world)).await;
        reply.precondition_failed("If-Unmodified-Since");
        world.probe.ran(&["etag", "last_modified"]);
    }
}

#[tokio::test]
async fn the_304_of_a_weak_tag_repeats_it_as_it_is() {
    let world = World::new(tagged("W/\"v1\""));
    for sent in ["W/\"v1\"", "\"v1\""] {
        let reply = Call::get("/page")
            .if_none_match(sent)
            .send(&by_resource(&world))
            .await;
        reply.not_modified("W/\"v1\"");
        world.probe.ran(&["resource"]);
    }
}

#[tokio::test]
async fn a_stale_if_match_on_get_is_a_412() {
    let world = World::new(page());
    let reply = Call::get("/page")
        .if_match(STALE)
        .send(&by_functions(&world))
        .await;
    reply.precondition_failed("If-Match").header("etag", TAG);
    world.probe.ran(&["etag"]);
}

#[tokio::test]
async fn after_a_change_the_old_tag_gets_the_page_again() {
    let mut world = World::new(page());
    let first = Call::get("/page").send(&by_functions(&world)).await;
    let held = first.text_of("etag").to_owned();
    Call::get("/page")
        .if_none_match(&held)
        .send(&by_functions(&world))
        .await
        .not_modified(TAG);
    world.current = tagged("\"v2\"");
    let reply = Call::get("/page")
        .if_none_match(&held)
        .send(&by_functions(&world))
        .await;
    reply.status(200).header("etag", "\"v2\"").body("page");
}

#[tokio::test]
async fn bad_dates_are_ignored() {
    let world = World::new(dated());
    for date in [
        "yesterday",
        "",
        "0",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
    ] {
        let reply = Call::get("/page")
            .if_modified_since(date)
            .send(&by_functions(&world))
            .await;
        reply.status(200).body("page");
    }
}

#[tokio::test]
async fn a_date_sent_twice_is_ignored() {
    let world = World::new(dated());
    let reply = Call::get("/page")
        .if_modified_since(MODIFIED)
        .if_modified_since(MODIFIED)
        .send(&by_functions(&world))
        .await;
    reply.status(200).body("page");
}

#[tokio::test]
async fn a_date_is_understood_in_all_three_forms() {
    let world = World::new(dated());
    for date in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ] {
        let reply = Call::get("/page")
            .if_modified_since(date)
            .send(&by_functions(&world))
            .await;
        reply.status(304);
    }
}

#[tokio::test]
async fn a_date_before_1970_panics_nowhere_and_is_compared() {
    let old = "Sat, 01 Jan 1955 00:00:00 GMT";
    let world = World::new(dated());
    let reply = Call::get("/page")
        .if_modified_since(old)
        .send(&by_functions(&world))
        .await;
    reply.status(200).body("page");

    let moon_landing = LastModified::from_unix_seconds(-14_182_940);
    let world = World::new(Representation::present().with_last_modified(moon_landing));
    let reply = Call::get("/page")
        .if_modified_since("Sun, 20 Jul 1969 20:17:40 GMT")
        .send(&by_functions(&world))
        .await;
    reply
        .status(304)
        .header("last-modified", "Sun, 20 Jul 1969 20:17:40 GMT");
    let reply = Call::get("/page")
        .if_modified_since(old)
        .send(&by_functions(&world))
        .await;
    reply
        .status(200)
        .header("last-modified", "Sun, 20 Jul 1969 20:17:40 GMT");
}

#[tokio::test]
async fn what_a_client_may_send_as_a_tag_panics_nowhere() {
    let world = World::new(page());
    for tags in [
        "\"",
        "W/",
        "W/\"",
        "\"\"",
        ",",
        ",,,",
        "v1",
        "*, \"v1\"",
        "**",
        "W/*",
        "\"v1",
        "\"v 1\"",
        "'v1'",
        "\"v1\"\"v1\"x",
        "w/\"v1\"",
        "\\\"v1\\\"",
    ] {
        for method in ["GET", "HEAD", "PUT"] {
            let call = Call::new(method, "/page").if_none_match(tags);
            call.send(&by_functions(&world)).await.status(200);
            let call = Call::new(method, "/page").if_match(tags);
            call.send(&by_functions(&world)).await.status(412);
        }
    }
}

#[tokio::test]
async fn octets_above_ascii_are_part_of_a_tag() {
    let world = World::new(page());
    let obs_text = ETag::strong(b"caf\xe9").unwrap();
    let world = World {
        current: Representation::present().with_etag(obs_text),
        ..world
    };
    let reply = Call::get("/page")
        .header(http::header::IF_NONE_MATCH, b"\"x\", \"caf\xe9\"")
        .send(&by_functions(&world))
        .await;
    reply.status(304);
    world.probe.ran(&["etag"]);
}

mod the_handlers_own_answer {
    use super::*;

    const OWN: ETag = ETag::from_static("\"own\"");

    #[etag(|| ETag::from(1_u64))]
    async fn with_its_own_tag() -> (ETag, &'static str) {
        (OWN, "page")
    }

    #[last_modified(|| LastModified::from_unix_seconds(1))]
    async fn with_its_own_date() -> (LastModified, &'static str) {
        (LastModified::from_unix_seconds(2), "page")
    }

    #[condition(etag = || ETag::from(1_u64), last_modified = SystemTime::now,
        cache_control = "no-cache", vary = "Accept")]
    async fn with_status(Path(status): Path<u16>) -> Response {
        StatusCode::from_u16(status).unwrap().into_response()
    }

    fn app() -> Router {
        Router::new()
            .route("/tag", get(with_its_own_tag))
            .route("/date", get(with_its_own_date))
            .route("/status/{status}", get(with_status))
    }

    #[tokio::test]
    async fn keeps_the_tag_that_it_set_itself() {
        let reply = Call::get("/tag").send(&app()).await;
        reply.status(200).header("etag", "\"own\"");
    }

    #[tokio::test]
    async fn keeps_the_date_that_it_set_itself() {
        let reply = Call::get("/date").send(&app()).await;
        reply
            .status(200)
            .header("last-modified", "Thu, 01 Jan 1970 00:00:02 GMT");
    }

    #[tokio::test]
    async fn gets_no_validators_unless_it_is_a_success() {
        for status in [301, 302, 307, 400, 403, 404, 410, 500, 503] {
            let call = Call::get(&format!("/status/{status}")).if_none_match("\"0\"");
            let reply = call.send(&app()).await;
            reply
                .status(status)
                .without("etag")
                .without("last-modified")
                .without("cache-control")
                .without("vary");
        }
    }

    #[tokio::test]
    async fn gets_them_on_every_kind_of_success() {
        for status in [200, 203, 206] {
            let reply = Call::get(&format!("/status/{status}")).send(&app()).await;
            reply.status(status).header("etag", "\"1\"");
        }
    }
}

mod the_clocks_grain {
    use super::*;

    fn moved(by: i64) -> LastModified {
        let now = LastModified::from(SystemTime::now());
        LastModified::from_unix_seconds(now.unix_seconds() + by)
    }

    #[tokio::test]
    async fn a_date_that_is_not_past_is_left_out_where_there_is_no_tag() {
        let world = World::new(Representation::present().with_last_modified(moved(3600)));
        for app in [by_functions, by_resource] {
            let reply = Call::get("/page").send(&app(&world)).await;
            reply.status(200).without("last-modified").body("page");
        }
    }

    #[tokio::test]
    async fn an_if_modified_since_that_is_not_before_now_gets_the_page() {
        let ahead = moved(3600);
        let world = World::new(Representation::present().with_last_modified(ahead));
        let reply = Call::get("/page")
            .if_modified_since(&ahead.to_string())
            .send(&by_functions(&world))
            .await;
        reply.status(200).body("page");
    }

    #[tokio::test]
    async fn beside_a_tag_it_is_left_out_as_well() {
        let future = tagged(TAG).with_last_modified(moved(3600));
        let reply = Call::get("/page")
            .send(&by_functions(&World::new(future)))
            .await;
        reply
            .status(200)
            .header("etag", TAG)
            .without("last-modified");
    }

    #[tokio::test]
    async fn a_past_date_is_sent_as_it_is_and_fractions_are_dropped() {
        #[last_modified(|| SystemTime::UNIX_EPOCH + Duration::from_millis(1999))]
        async fn show() {}
        let app = Router::new().route("/", get(show));
        let reply = Call::get("/").send(&app).await;
        reply.header("last-modified", "Thu, 01 Jan 1970 00:00:01 GMT");
    }
}

#[tokio::test]
async fn an_error_of_a_validator_function_is_the_answer() {
    fn fails(State(world): &State<World>) -> Result<ETag, (StatusCode, &'static str)> {
        world.probe.note("etag");
        Err((StatusCode::SERVICE_UNAVAILABLE, "no database"))
    }
    #[etag(fails)]
    async fn show(State(world): State<World>) {
        world.probe.note("handler");
    }
    let world = World::new(page());
    let app = Router::new()
        .route("/page", get(show))
        .with_state(world.clone());
    let reply = Call::get("/page").if_none_match("*").send(&app).await;
    reply.status(503).body("no database").without("etag");
    world.probe.ran(&["etag"]);
}
