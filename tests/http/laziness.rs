//! Which functions are called, and when: none that cannot change the answer.

use axum::Router;
use axum::extract::State;
use conditional_axum::{Current, Representation, condition, last_modified};
use conditional_tests::Call;
use conditional_tests::routing::any;

use crate::fixture::{
    AFTER, BEFORE, MODIFIED, World, by_functions, by_resource, load, modified, page, required,
    tagged,
};

type Case = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

async fn runs(app: fn(&World) -> Router, current: Representation, cases: &[Case]) {
    for (method, sent, expected) in cases {
        let world = World::new(current.clone());
        let call = Call::new(method, "/page").headers(sent);
        call.watched(world.probe.body("")).send(&app(&world)).await;
        let ran = world.probe.take();
        assert_eq!(ran, *expected, "{method} with {sent:?}: what ran (left)");
    }
}

const ETAG: &str = "etag";
const DATE: &str = "last_modified";
const LOAD: &str = "resource";
const BODY: &str = "body";
const HANDLER: &str = "handler";

#[tokio::test]
async fn the_date_is_not_asked_for_once_the_tag_has_decided() {
    let cases: &[Case] = &[
        ("GET", &[("if-none-match", "\"v1\"")], &[ETAG]),
        ("GET", &[("if-none-match", "*")], &[ETAG]),
        (
            "GET",
            &[("if-none-match", "\"v1\""), ("if-modified-since", BEFORE)],
            &[ETAG],
        ),
        ("GET", &[("if-match", "\"v0\"")], &[ETAG]),
        ("HEAD", &[("if-none-match", "\"v1\"")], &[ETAG]),
        ("QUERY", &[("if-none-match", "\"v1\"")], &[ETAG]),
        ("PUT", &[("if-match", "\"v0\"")], &[ETAG]),
        (
            "PUT",
            &[("if-match", "\"v0\""), ("if-unmodified-since", AFTER)],
            &[ETAG],
        ),
        ("DELETE", &[("if-none-match", "*")], &[ETAG]),
    ];
    runs(by_functions, page(), cases).await;
}

#[tokio::test]
async fn a_read_that_goes_on_needs_both_for_its_headers() {
    let both = &[ETAG, DATE, BODY, HANDLER];
    let cases: &[Case] = &[
        ("GET", &[], both),
        ("HEAD", &[], both),
        ("GET", &[("if-none-match", "\"v0\"")], both),
        ("GET", &[("if-match", "\"v1\"")], both),
        ("GET", &[("if-modified-since", BEFORE)], both),
        ("GET", &[("if-modified-since", AFTER)], &[ETAG, DATE]),
    ];
    runs(by_functions, page(), cases).await;
}

#[tokio::test]
async fn a_write_that_goes_on_asks_for_the_date_only_where_it_decides() {
    let cases: &[Case] = &[
        ("PUT", &[("if-match", "\"v1\"")], &[ETAG, BODY, HANDLER]),
        ("PUT", &[("if-match", "*")], &[ETAG, BODY, HANDLER]),
        (
            "PUT",
            &[("if-match", "\"v1\""), ("if-unmodified-since", BEFORE)],
            &[ETAG, BODY, HANDLER],
        ),
        (
            "PUT",
            &[("if-none-match", "\"v0\"")],
            &[ETAG, BODY, HANDLER],
        ),
        (
            "PUT",
            &[("if-unmodified-since", MODIFIED)],
            &[ETAG, DATE, BODY, HANDLER],
        ),
        ("PUT", &[("if-unmodified-since", BEFORE)], &[ETAG, DATE]),
    ];
    runs(by_functions, page(), cases).await;
}

#[tokio::test]
async fn a_write_without_conditions_asks_for_nothing() {
    let cases: &[Case] = &[
        ("PUT", &[], &[BODY, HANDLER]),
        ("PATCH", &[], &[BODY, HANDLER]),
        ("POST", &[], &[BODY, HANDLER]),
        ("DELETE", &[("accept", "*/*")], &[BODY, HANDLER]),
    ];
    runs(by_functions, page(), cases).await;
    runs(by_resource, page(), cases).await;
}

#[tokio::test]
async fn a_missing_tag_alone_does_not_say_that_nothing_is_there() {
    let cases: &[Case] = &[
        ("PUT", &[("if-match", "*")], &[ETAG, DATE]),
        (
            "PUT",
            &[("if-none-match", "*")],
            &[ETAG, DATE, BODY, HANDLER],
        ),
        ("PUT", &[("if-match", "\"v1\"")], &[ETAG, DATE]),
    ];
    runs(by_functions, Representation::Missing, cases).await;
}

#[tokio::test]
async fn a_resource_is_loaded_once_and_before_the_body() {
    let cases: &[Case] = &[
        ("GET", &[], &[LOAD, BODY, HANDLER]),
        ("GET", &[("if-none-match", "\"v1\"")], &[LOAD]),
        ("GET", &[("if-modified-since", AFTER)], &[LOAD]),
        ("PUT", &[("if-match", "\"v1\"")], &[LOAD, BODY, HANDLER]),
        ("PUT", &[("if-match", "\"v0\"")], &[LOAD]),
        ("PUT", &[("if-unmodified-since", BEFORE)], &[LOAD]),
    ];
    runs(by_resource, page(), cases).await;
}

#[tokio::test]
async fn a_required_precondition_that_lacks_costs_no_more_than_the_tag_to_tell() {
    let cases: &[Case] = &[
        ("PUT", &[], &[LOAD]),
        ("PUT", &[("if-match", "\"v0\"")], &[LOAD]),
        ("PUT", &[("if-match", "\"v1\"")], &[LOAD, BODY, HANDLER]),
        ("GET", &[], &[LOAD, BODY, HANDLER]),
    ];
    runs(required, page(), cases).await;
}

#[tokio::test]
async fn a_stale_write_makes_one_query_and_a_current_one_makes_no_second() {
    #[condition(resource = load)]
    async fn save(
        Current(current): Current<Representation>,
        State(world): State<World>,
        body: String,
    ) -> String {
        world.probe.note(HANDLER);
        format!("{body} over {}", current.etag().unwrap())
    }
    let world = World::new(tagged("\"v1\""));
    let app = Router::new()
        .route("/page", any(save))
        .with_state(world.clone());

    let stale = Call::put("/page")
        .if_match("\"v0\"")
        .watched(world.probe.body("new"));
    stale.send(&app).await.precondition_failed("If-Match");
    world.probe.ran(&[LOAD]);

    let current = Call::put("/page")
        .if_match("\"v1\"")
        .watched(world.probe.body("new"));
    current.send(&app).await.status(200).body("new over \"v1\"");
    world.probe.ran(&[LOAD, BODY, HANDLER]);

    let unconditional = Call::put("/page").watched(world.probe.body("new"));
    unconditional
        .send(&app)
        .await
        .status(200)
        .body("new over \"v1\"");
    world.probe.ran(&[LOAD, BODY, HANDLER]);
}

#[tokio::test]
async fn a_date_function_alone_is_called_for_reads_and_conditional_writes() {
    #[last_modified(modified)]
    async fn page_by_date(State(world): State<World>) {
        world.probe.note(HANDLER);
    }
    let app = |world: &World| {
        Router::new()
            .route("/page", any(page_by_date))
            .with_state(world.clone())
    };
    let cases: &[Case] = &[
        ("GET", &[], &[DATE, HANDLER]),
        ("GET", &[("if-modified-since", AFTER)], &[DATE]),
        ("PUT", &[], &[HANDLER]),
        ("PUT", &[("if-unmodified-since", BEFORE)], &[DATE]),
    ];
    runs(app, page(), cases).await;
}
