//! What a 412 and a 428 tell: what failed, and what can succeed for this resource and this method.

use axum::Router;
use conditional_axum::{
    Current, ETag, LastModified, Preconditions, Refusal, RefusalLayer, Representation, Resource,
    Stopped, condition,
};
use conditional_tests::routing::any;
use conditional_tests::{Call, Reply};

use crate::fixture::{
    BEFORE, MODIFIED, STALE, TAG, World, by_functions, dated, page, required, tagged,
};

async fn of(current: Representation, call: Call) -> Reply {
    call.send(&required(&World::new(current))).await
}

/// The texts, told in the answer's document.
#[track_caller]
fn tells(reply: &Reply, parts: &[&str]) {
    let text = reply.text().into_owned();
    for part in parts {
        assert!(text.contains(part), "expected {part:?}: {reply:?}");
    }
}

fn weak() -> Representation {
    Representation::present().with_etag(ETag::from(1_u64).into_weak())
}

const TAG_IN_IF_MATCH: &str = "send its ETag in If-Match.";
const DATE_IN_IF_UNMODIFIED_SINCE: &str = "send its Last-Modified in If-Unmodified-Since";

#[tokio::test]
async fn a_resource_with_a_date_only_asks_for_that_date() {
    let reply = of(dated(), Call::put("/page")).await;
    reply
        .precondition_required()
        .header("last-modified", MODIFIED)
        .without("etag");
    tells(&reply, &[DATE_IN_IF_UNMODIFIED_SINCE]);
    let reply = of(dated(), Call::put("/page").if_match("\"1\"")).await;
    reply
        .precondition_failed("If-Match")
        .header("last-modified", MODIFIED);
    tells(
        &reply,
        &[
            "has no ETag",
            DATE_IN_IF_UNMODIFIED_SINCE,
            "without If-Match",
        ],
    );
    // What it advises succeeds.
    let reply = of(dated(), Call::put("/page").if_unmodified_since(MODIFIED)).await;
    reply.status(200);
}

#[tokio::test]
async fn what_has_a_date_and_no_tag_is_not_said_to_be_missing() {
    let world = World::new(dated());
    let change = Call::put("/page").if_match("\"1\"");
    let reply = change.send(&by_functions(&world)).await;
    reply
        .precondition_failed("If-Match")
        .header("last-modified", MODIFIED);
    tells(&reply, &["has no ETag", DATE_IN_IF_UNMODIFIED_SINCE]);
    assert!(!world.probe.take().contains(&"handler"));
}

#[tokio::test]
async fn a_weak_tag_is_told_never_to_hold_in_if_match() {
    let reply = of(weak(), Call::put("/page").if_match("W/\"1\"")).await;
    reply
        .precondition_failed("If-Match")
        .header("etag", "W/\"1\"");
    tells(
        &reply,
        &[
            "a weak tag never holds in If-Match",
            "Only If-Match: * can hold",
        ],
    );
    of(weak(), Call::put("/page").if_match("*"))
        .await
        .status(200);

    let dated = weak().with_last_modified(crate::fixture::modified_at());
    let reply = of(dated, Call::put("/page").if_match("W/\"1\"")).await;
    tells(&reply, &["weak", DATE_IN_IF_UNMODIFIED_SINCE]);
}

#[tokio::test]
async fn a_strong_tag_that_came_back_weak_is_told_apart_from_a_stale_one() {
    let reply = of(
        tagged(TAG),
        Call::put("/page").if_match(&format!("W/{TAG}")),
    )
    .await;
    reply.precondition_failed("If-Match").header("etag", TAG);
    tells(
        &reply,
        &[
            "names what is there now by a weak tag",
            "A proxy that compresses",
            "Send the same tag without its W/.",
        ],
    );
    // What it advises succeeds.
    let reply = of(tagged(TAG), Call::put("/page").if_match(TAG)).await;
    reply.status(200);
    let reply = of(tagged(TAG), Call::put("/page").if_match("W/\"stale\"")).await;
    tells(&reply, &["does not name what is there now"]);
}

#[tokio::test]
async fn a_precondition_that_cannot_be_read_is_told_to_be_there_and_how_it_is_written() {
    let reply = of(
        page(),
        Call::put("/page").if_unmodified_since("2026-11-20T10:00:00"),
    )
    .await;
    reply.precondition_required();
    tells(
        &reply,
        &[
            "If-Unmodified-Since is there, but could not be read",
            "Sun, 06 Nov 1994 08:49:37 GMT",
        ],
    );
    let reply = of(page(), Call::put("/page").if_match("2")).await;
    reply.precondition_failed("If-Match");
    tells(
        &reply,
        &["could not be read", "in double quotes", TAG_IN_IF_MATCH],
    );
    let reply = of(page(), Call::put("/page").if_none_match("bad")).await;
    reply.precondition_required();
    tells(&reply, &["If-None-Match is there, but could not be read"]);
    let reply = of(
        tagged(TAG),
        Call::put("/page").if_unmodified_since(MODIFIED),
    )
    .await;
    reply.precondition_required();
    tells(
        &reply,
        &["has no Last-Modified to compare it with", TAG_IN_IF_MATCH],
    );
}

#[tokio::test]
async fn both_current_validators_are_in_the_fields() {
    for call in [
        Call::put("/page"),
        Call::put("/page").if_match(STALE),
        Call::put("/page").if_unmodified_since(BEFORE),
        Call::put("/page").if_none_match("*"),
    ] {
        let reply = of(page(), call).await;
        reply.header("etag", TAG).header("last-modified", MODIFIED);
        tells(&reply, &[TAG_IN_IF_MATCH]);
    }
}

#[tokio::test]
async fn what_is_missing_can_be_created_but_nobody_is_told_to_delete_it() {
    for call in [Call::put("/page"), Call::put("/page").if_match("*")] {
        let reply = of(Representation::Missing, call).await;
        tells(
            &reply,
            &[
                "there is nothing at this URL",
                "To create it, send If-None-Match: *.",
            ],
        );
    }
    let reply = of(Representation::Missing, Call::delete("/page").if_match("*")).await;
    tells(
        &reply,
        &["If-Match does not hold: there is nothing at this URL."],
    );
    assert!(!reply.text().contains("create"), "{reply:?}");
    let create = Call::put("/page").if_none_match("*");
    // Past the guard: the handler gives its own answer.
    of(Representation::Missing, create).await.status(404);
}

#[tokio::test]
async fn a_read_is_told_to_do_without_the_field() {
    let reply = of(page(), Call::get("/page").if_match(STALE)).await;
    reply.precondition_failed("If-Match");
    tells(&reply, &["Without that field"]);
}

struct Row;

impl Resource for Row {
    fn etag(&self) -> Option<ETag> {
        Some(ETag::from(1_u64))
    }
}

#[condition(resource = async || None::<Row>, required)]
async fn update(Current(_): Current<Row>, _body: String) {}

#[tokio::test]
async fn a_handler_that_needs_the_row_gives_404_at_once_where_it_is_missing() {
    let app = Router::new().route("/", any(update));
    for call in [
        Call::put("/"),
        Call::put("/").if_match("\"1\""),
        Call::put("/").if_none_match("*"),
        Call::delete("/"),
    ] {
        let reply = call.send(&app).await;
        reply.status(404);
        assert!(!reply.text().contains("If-None-Match"), "{reply:?}");
    }
}

async fn by_hand(preconditions: Preconditions) -> Result<(), Stopped> {
    preconditions.check_required(&dated())
}

#[tokio::test]
async fn the_extractor_tells_the_same_and_the_layer_renders_it() {
    let app = Router::new().route("/", any(by_hand));
    let reply = Call::put("/").if_match("2").send(&app).await;
    tells(&reply, &["could not be read", DATE_IN_IF_UNMODIFIED_SINCE]);
    reply.header("last-modified", MODIFIED);

    let render = |refusal: &Refusal| {
        let date = refusal.last_modified().map(LastModified::unix_seconds);
        format!("{}|{date:?}", refusal.detail())
    };
    let app = app.layer(RefusalLayer::new(render));
    let rendered = Call::put("/").if_match("2").send(&app).await;
    rendered
        .status(412)
        .header("content-type", "text/plain; charset=utf-8");
    tells(
        &rendered,
        &[
            "could not be read",
            DATE_IN_IF_UNMODIFIED_SINCE,
            "|Some(784111777)",
        ],
    );
}
