//! "Nothing is there" and "it is there, but this validator is not known" decide differently.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use conditional_axum::{ETag, LastModified, Representation, condition, etag, last_modified};
use conditional_tests::Call;
use conditional_tests::routing::any;

use crate::fixture::{
    AFTER, BEFORE, MODIFIED, TAG, World, by_functions, by_resource, dated, page, required, tagged,
};

#[tokio::test]
async fn if_none_match_any_creates_what_is_missing_and_refuses_what_is_there_without_validators() {
    let missing = World::new(Representation::Missing);
    for app in [by_functions, by_resource] {
        let create = Call::put("/page").if_none_match("*");
        create.send(&app(&missing)).await.status(404);
        assert!(missing.probe.take().contains(&"handler"));
    }
    let untagged = World::new(Representation::present());
    let create = Call::put("/page").if_none_match("*");
    let reply = create.send(&by_resource(&untagged)).await;
    reply.precondition_failed("If-None-Match").without("etag");
    untagged.probe.ran(&["resource"]);
}

#[tokio::test]
async fn an_asterisk_in_quotes_creates_what_is_missing_and_overwrites_nothing() {
    let create = || Call::put("/page").if_none_match("\"*\"");
    let there = World::new(page());
    let missing = World::new(Representation::Missing);
    for app in [by_functions, by_resource, required] {
        let reply = create().send(&app(&there)).await;
        reply.precondition_failed("If-None-Match");
        assert!(!there.probe.take().contains(&"handler"));
        create().send(&app(&missing)).await.status(404);
        assert!(missing.probe.take().contains(&"handler"));
    }
}

#[tokio::test]
async fn if_match_any_holds_for_what_is_there_without_a_tag() {
    let untagged = World::new(Representation::present());
    let change = Call::put("/page").if_match("*");
    change
        .send(&by_resource(&untagged))
        .await
        .status(200)
        .body("page");
    for app in [by_functions, by_resource] {
        let dated = World::new(dated());
        let change = Call::put("/page").if_match("*");
        change.send(&app(&dated)).await.status(200).body("page");
    }
}

#[tokio::test]
async fn if_match_never_holds_for_what_is_missing() {
    let world = World::new(Representation::Missing);
    for app in [by_functions, by_resource] {
        for tags in ["*", TAG, "W/\"x\"", ""] {
            for method in ["PUT", "PATCH", "DELETE", "POST"] {
                let call = Call::new(method, "/page").if_match(tags);
                let reply = call.send(&app(&world)).await;
                reply.precondition_failed("If-Match").without("etag");
                assert!(!world.probe.take().contains(&"handler"));
            }
        }
    }
}

#[tokio::test]
async fn if_unmodified_since_never_holds_for_what_is_missing() {
    let world = World::new(Representation::Missing);
    let call = Call::put("/page").if_unmodified_since(AFTER);
    let reply = call.send(&by_functions(&world)).await;
    reply.precondition_failed("If-Unmodified-Since");
    world.probe.ran(&["etag", "last_modified"]);
}

#[tokio::test]
async fn a_read_of_what_is_missing_is_the_handlers_own_404() {
    let world = World::new(Representation::Missing);
    for app in [by_functions, by_resource] {
        for method in ["GET", "HEAD", "QUERY"] {
            for sent in [
                ("if-match", TAG),
                ("if-match", "*"),
                ("if-none-match", TAG),
                ("if-none-match", "*"),
                ("if-modified-since", AFTER),
                ("if-unmodified-since", BEFORE),
            ] {
                let reply = Call::new(method, "/page")
                    .headers(&[sent])
                    .send(&app(&world))
                    .await;
                reply.status(404).without("etag").without("last-modified");
                assert!(world.probe.take().contains(&"handler"));
            }
        }
    }
}

#[tokio::test]
async fn one_known_validator_makes_it_present() {
    for current in [tagged(TAG), dated()] {
        let world = World::new(current);
        let create = Call::put("/page").if_none_match("*");
        let reply = create.send(&by_functions(&world)).await;
        reply.precondition_failed("If-None-Match");
    }
}

#[tokio::test]
async fn none_from_the_only_declared_function_says_that_nothing_is_there() {
    #[etag(|| None::<ETag>)]
    async fn by_tag(State(world): State<World>) {
        world.probe.note("handler");
    }
    #[last_modified(|| None::<LastModified>)]
    async fn by_date(State(world): State<World>) {
        world.probe.note("handler");
    }
    let world = World::new(Representation::Missing);
    let app = Router::new()
        .route("/tag", any(by_tag))
        .route("/date", any(by_date))
        .with_state(world.clone());
    for uri in ["/tag", "/date"] {
        Call::put(uri).if_match("*").send(&app).await.status(412);
        world.probe.ran(&[]);
        Call::put(uri)
            .if_none_match("*")
            .send(&app)
            .await
            .status(200);
        world.probe.ran(&["handler"]);
    }
}

#[tokio::test]
async fn an_error_in_place_of_none_gives_its_own_404_before_the_preconditions() {
    async fn load(State(world): &State<World>) -> Result<ETag, (StatusCode, &'static str)> {
        world.probe.note("etag");
        Err((StatusCode::NOT_FOUND, "no such entry"))
    }
    #[condition(etag = load, required)]
    async fn save(State(world): State<World>, body: String) -> String {
        world.probe.note("handler");
        body
    }
    let world = World::new(Representation::Missing);
    let app = Router::new()
        .route("/", any(save))
        .with_state(world.clone());
    for call in [
        Call::put("/").if_match(TAG),
        Call::put("/").if_none_match("*"),
        Call::put("/").if_unmodified_since(MODIFIED),
        Call::get("/"),
    ] {
        let reply = call.watched(world.probe.body("x")).send(&app).await;
        reply.status(404).body("no such entry");
        world.probe.ran(&["etag"]);
    }
}
