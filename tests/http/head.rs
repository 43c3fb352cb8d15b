//! HEAD: what GET answers, without the content.

use conditional_tests::Call;

use crate::fixture::{BEFORE, MODIFIED, STALE, TAG, World, by_functions, by_resource, page};

#[tokio::test]
async fn without_conditions_the_head_has_both_validators_and_the_length_of_the_page() {
    let world = World::new(page());
    let reply = Call::head("/page").send(&by_functions(&world)).await;
    reply
        .status(200)
        .header("etag", TAG)
        .header("last-modified", MODIFIED)
        .body("");
    world.probe.ran(&["etag", "last_modified", "handler"]);
}

#[tokio::test]
async fn the_current_tag_is_answered_304_and_the_handler_does_not_run() {
    let world = World::new(page());
    let call = Call::head("/page").if_none_match(TAG);
    call.send(&by_functions(&world)).await.not_modified(TAG);
    world.probe.ran(&["etag"]);
}

#[tokio::test]
async fn the_current_date_is_answered_304_and_an_older_one_200() {
    let world = World::new(page());
    let call = Call::head("/page").if_modified_since(MODIFIED);
    call.send(&by_resource(&world)).await.not_modified(TAG);
    world.probe.ran(&["resource"]);
    let call = Call::head("/page").if_modified_since(BEFORE);
    call.send(&by_resource(&world)).await.status(200);
    world.probe.ran(&["resource", "handler"]);
}

#[tokio::test]
async fn a_stale_tag_is_answered_like_get() {
    let world = World::new(page());
    let call = Call::head("/page").if_none_match(STALE);
    let reply = call.send(&by_functions(&world)).await;
    reply.status(200).header("etag", TAG);
    world.probe.ran(&["etag", "last_modified", "handler"]);
}
