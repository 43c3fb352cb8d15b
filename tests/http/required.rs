//! `required`: a write that names no version is refused with 428; the table of writes.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use conditional_axum::{
    Current, Decision, ETag, Representation, Resource, condition, etag, last_modified,
};
use conditional_tests::routing::{any, put};
use conditional_tests::{Call, Probe};

use crate::fixture::{
    AFTER, BEFORE, MODIFIED, STALE, TAG, World, load, modified, page, required, tag, tagged,
};

const WRITES: [&str; 4] = ["PUT", "PATCH", "DELETE", "POST"];

/// Status and the field that decides; 200 and 404 are the handler's.
type Expected = (u16, &'static str);

const RUNS: Expected = (200, "");
const NOT_FOUND: Expected = (404, "");
const REQUIRED: Expected = (428, "");
const IF_MATCH: Expected = (412, "If-Match");
const IF_NONE_MATCH: Expected = (412, "If-None-Match");
const IF_UNMODIFIED_SINCE: Expected = (412, "If-Unmodified-Since");

type Sent = &'static [(&'static str, &'static str)];

/// What a write sends, what follows where the page is present, and where it is missing.
const TABLE: &[(Sent, Expected, Expected)] = &[
    (&[], REQUIRED, REQUIRED),
    (&[("accept", "*/*")], REQUIRED, REQUIRED),
    (&[("if-modified-since", MODIFIED)], REQUIRED, REQUIRED),
    (&[("if-range", TAG)], REQUIRED, REQUIRED),
    (&[("if-unmodified-since", "long ago")], REQUIRED, REQUIRED),
    (
        &[
            ("if-unmodified-since", AFTER),
            ("if-unmodified-since", AFTER),
        ],
        REQUIRED,
        REQUIRED,
    ),
    (&[("if-match", TAG)], RUNS, IF_MATCH),
    (&[("if-match", STALE)], IF_MATCH, IF_MATCH),
    (&[("if-match", "W/\"v1\"")], IF_MATCH, IF_MATCH),
    (&[("if-match", "*")], RUNS, IF_MATCH),
    (&[("if-match", "")], IF_MATCH, IF_MATCH),
    (&[("if-none-match", "*")], IF_NONE_MATCH, NOT_FOUND),
    (&[("if-none-match", TAG)], IF_NONE_MATCH, NOT_FOUND),
    (&[("if-none-match", STALE)], RUNS, NOT_FOUND),
    (
        &[("if-unmodified-since", MODIFIED)],
        RUNS,
        IF_UNMODIFIED_SINCE,
    ),
    (&[("if-unmodified-since", AFTER)], RUNS, IF_UNMODIFIED_SINCE),
    (
        &[("if-unmodified-since", BEFORE)],
        IF_UNMODIFIED_SINCE,
        IF_UNMODIFIED_SINCE,
    ),
    (
        &[("if-match", STALE), ("if-unmodified-since", AFTER)],
        IF_MATCH,
        IF_MATCH,
    ),
    (
        &[("if-match", TAG), ("if-none-match", TAG)],
        IF_NONE_MATCH,
        IF_MATCH,
    ),
];

async fn runs_through(app: fn(&World) -> Router) {
    for (sent, if_present, if_missing) in TABLE {
        for (current, expected) in [(page(), if_present), (Representation::Missing, if_missing)] {
            for method in WRITES {
                let world = World::new(current.clone());
                let call = Call::new(method, "/page").headers(sent);
                let call = call.watched(world.probe.body("new"));
                let reply = call.send(&app(&world)).await;
                let (status, field) = *expected;
                match status {
                    428 => reply.precondition_required(),
                    412 => reply.precondition_failed(field),
                    _ => reply.status(status),
                };
                if status == 412 || status == 428 {
                    let etag: &[&str] = if current.is_present() { &[TAG] } else { &[] };
                    reply.lines("etag", etag);
                }
                let runs = status == 200 || status == 404;
                let ran = world.probe.take();
                let case = format!("{method} {sent:?} {current:?}: {reply:?}");
                assert_eq!(ran.contains(&"handler"), runs, "{case}");
                assert_eq!(ran.contains(&"body"), runs, "{case}");
            }
        }
    }
}

#[tokio::test]
async fn the_table_of_writes_with_a_resource_function() {
    runs_through(required).await;
}

#[tokio::test]
async fn the_table_of_writes_with_an_etag_and_a_date_function() {
    #[condition(etag = tag, last_modified = modified, required)]
    async fn page(State(world): State<World>, body: String) -> (StatusCode, String) {
        world.probe.note("handler");
        if world.current.is_present() {
            (StatusCode::OK, body)
        } else {
            (StatusCode::NOT_FOUND, body)
        }
    }
    runs_through(|world| {
        Router::new()
            .route("/page", any(page))
            .with_state(world.clone())
    })
    .await;
}

#[tokio::test]
async fn a_date_does_not_count_where_it_cannot_be_compared() {
    let world = World::new(tagged(TAG));
    let call = Call::put("/page").if_unmodified_since(AFTER);
    let reply = call.send(&required(&world)).await;
    reply.precondition_required().header("etag", TAG);
    world.probe.ran(&["resource"]);
    let both = Call::put("/page").if_unmodified_since(BEFORE).if_match(TAG);
    both.send(&required(&world)).await.status(200);
}

#[tokio::test]
async fn safe_methods_are_not_concerned() {
    let world = World::new(page());
    for method in [
        "GET", "HEAD", "QUERY", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "REPORT", "SEARCH",
    ] {
        let reply = Call::new(method, "/page").send(&required(&world)).await;
        reply.status(200);
        assert!(world.probe.take().contains(&"handler"), "{method}");
    }
}

#[tokio::test]
async fn the_428_says_so_in_the_extensions() {
    let world = World::new(page());
    let reply = Call::put("/page").send(&required(&world)).await;
    reply
        .precondition_required()
        .decision(Some(Decision::PreconditionRequired))
        .header("etag", TAG)
        .header("last-modified", MODIFIED);
    world.probe.ran(&["resource"]);
}

#[tokio::test]
async fn the_shorthands_take_required_as_well() {
    #[etag(tag, required)]
    async fn by_tag(State(_): State<World>) {}
    #[last_modified(modified, required)]
    async fn by_date(State(_): State<World>) {}
    let world = World::new(page());
    let app = Router::new()
        .route("/tag", put(by_tag))
        .route("/date", put(by_date))
        .with_state(world);
    for uri in ["/tag", "/date"] {
        Call::put(uri).send(&app).await.precondition_required();
    }
    Call::put("/tag").if_match(TAG).send(&app).await.status(200);
    let call = Call::put("/date").if_unmodified_since(MODIFIED);
    call.send(&app).await.status(200);
}

mod with_the_row_in_hand {
    use super::*;

    #[condition(resource = load_row, required)]
    async fn change(
        Current(row): Current<Row>,
        State(world): State<World>,
        body: String,
    ) -> String {
        world.probe.note("handler");
        format!("{} {body}", row.0.etag().unwrap())
    }

    #[condition(resource = load_row, required)]
    async fn create_or_change(
        State(world): State<World>,
        Current(row): Current<Option<Row>>,
        body: String,
    ) -> (StatusCode, String) {
        world.probe.note("handler");
        match row {
            Some(row) => (StatusCode::OK, format!("{} {body}", row.0.etag().unwrap())),
            None => (StatusCode::CREATED, body),
        }
    }

    /// A row that cannot be cloned.
    struct Row(Representation);

    impl Resource for Row {
        fn representation(&self) -> Representation {
            self.0.clone()
        }
    }

    async fn load_row(state: &State<World>) -> Option<Row> {
        let current = load(state).await;
        current.is_present().then_some(Row(current))
    }

    fn app(world: &World) -> Router {
        Router::new()
            .route("/row", any(change))
            .route("/maybe", any(create_or_change))
            .with_state(world.clone())
    }

    async fn sends(
        current: &Representation,
        uri: &str,
        sent: Sent,
        expected: (u16, &str),
        ran: &[&str],
    ) {
        for method in WRITES {
            let world = World::new(current.clone());
            let call = Call::new(method, uri).headers(sent);
            let reply = call
                .watched(world.probe.body("new"))
                .send(&app(&world))
                .await;
            let (status, body) = expected;
            reply.status(status);
            if status < 300 {
                reply.body(body);
            }
            world.probe.ran(ran);
        }
    }

    const LOADED: &[&str] = &["resource"];
    const ALL: &[&str] = &["resource", "body", "handler"];

    #[tokio::test]
    async fn a_present_row_is_handed_over_where_the_precondition_holds() {
        for uri in ["/row", "/maybe"] {
            sends(&page(), uri, &[], (428, ""), LOADED).await;
            sends(&page(), uri, &[("if-match", STALE)], (412, ""), LOADED).await;
            sends(&page(), uri, &[("if-none-match", "*")], (412, ""), LOADED).await;
            sends(&page(), uri, &[("if-match", TAG)], (200, "\"v1\" new"), ALL).await;
            sends(&page(), uri, &[("if-match", "*")], (200, "\"v1\" new"), ALL).await;
        }
    }

    #[tokio::test]
    async fn a_missing_row_is_a_404_without_the_handler_whatever_the_precondition_says() {
        let missing = Representation::Missing;
        for sent in [
            &[][..],
            &[("if-match", TAG)],
            &[("if-match", "*")],
            &[("if-none-match", "*")],
            &[("if-unmodified-since", "Sun, 06 Nov 1994 08:49:37 GMT")],
        ] {
            sends(&missing, "/row", sent, (404, ""), LOADED).await;
        }
    }

    #[tokio::test]
    async fn a_handler_that_takes_an_option_creates_the_missing_row() {
        let missing = Representation::Missing;
        sends(&missing, "/maybe", &[], (428, ""), LOADED).await;
        sends(&missing, "/maybe", &[("if-match", TAG)], (412, ""), LOADED).await;
        sends(
            &missing,
            "/maybe",
            &[("if-none-match", "*")],
            (201, "new"),
            ALL,
        )
        .await;
    }

    #[tokio::test]
    async fn a_read_of_a_missing_row_is_a_404_or_the_handlers_answer() {
        let world = World::new(Representation::Missing);
        let app = app(&world);
        for sent in [("accept", "*/*"), ("if-none-match", "*"), ("if-match", TAG)] {
            let reply = Call::get("/row").headers(&[sent]).send(&app).await;
            reply
                .status(404)
                .header("content-type", "application/problem+json")
                .without("etag");
            world.probe.ran(LOADED);
            let reply = Call::get("/maybe").headers(&[sent]).send(&app).await;
            reply.status(201).without("etag");
            world.probe.ran(&["resource", "handler"]);
        }
    }
}

mod a_life {
    use super::*;

    /// A page that is created, changed and deleted; versions never return.
    #[derive(Clone, Default)]
    struct Store {
        probe: Probe,
        version: Arc<Mutex<Option<u64>>>,
        last: Arc<Mutex<u64>>,
    }

    impl Store {
        fn write(&self) -> ETag {
            let mut last = self.last.lock().unwrap();
            *last += 1;
            *self.version.lock().unwrap() = Some(*last);
            ETag::from(*last)
        }
    }

    fn current_tag(State(store): &State<Store>) -> Option<ETag> {
        store.version.lock().unwrap().map(ETag::from)
    }

    #[etag(current_tag)]
    async fn show(State(store): State<Store>) -> Result<String, StatusCode> {
        store.probe.note("show");
        let version = *store.version.lock().unwrap();
        version
            .map(|v| format!("version {v}"))
            .ok_or(StatusCode::NOT_FOUND)
    }

    #[etag(current_tag, required)]
    async fn save(State(store): State<Store>, body: String) -> (ETag, String) {
        store.probe.note("save");
        (store.write(), body)
    }

    #[etag(current_tag, required)]
    async fn remove(State(store): State<Store>) -> StatusCode {
        store.probe.note("remove");
        *store.version.lock().unwrap() = None;
        StatusCode::NO_CONTENT
    }

    #[tokio::test]
    async fn created_once_changed_by_a_client_that_knows_it_deleted_and_not_revived_by_an_old_tag()
    {
        let store = Store::default();
        let page = axum::routing::get(show).put(save).delete(remove);
        let app = Router::new().route("/", page).with_state(store.clone());

        Call::get("/").send(&app).await.status(404);
        store.probe.ran(&["show"]);
        Call::put("/")
            .if_match("\"1\"")
            .send(&app)
            .await
            .precondition_failed("If-Match");
        Call::delete("/")
            .if_match("*")
            .send(&app)
            .await
            .precondition_failed("If-Match");
        Call::put("/").send(&app).await.precondition_required();
        store.probe.ran(&[]);

        let created = Call::put("/").if_none_match("*").send(&app).await;
        created.status(200).header("etag", "\"1\"");
        store.probe.ran(&["save"]);
        let again = Call::put("/").if_none_match("*").send(&app).await;
        again
            .precondition_failed("If-None-Match")
            .header("etag", "\"1\"");
        store.probe.ran(&[]);

        let changed = Call::put("/").if_match("\"1\"").send(&app).await;
        changed.status(200).header("etag", "\"2\"");
        let late = Call::put("/").if_match("\"1\"").send(&app).await;
        late.precondition_failed("If-Match").header("etag", "\"2\"");
        Call::get("/")
            .if_none_match("\"1\"")
            .send(&app)
            .await
            .status(200)
            .header("etag", "\"2\"")
            .body("version 2");
        Call::get("/")
            .if_none_match("\"2\"")
            .send(&app)
            .await
            .not_modified("\"2\"");
        store.probe.ran(&["save", "show"]);

        Call::delete("/")
            .if_match("\"1\"")
            .send(&app)
            .await
            .precondition_failed("If-Match");
        Call::delete("/").send(&app).await.precondition_required();
        Call::delete("/")
            .if_match("\"2\"")
            .send(&app)
            .await
            .status(204);
        store.probe.ran(&["remove"]);

        // DELETE, then PUT: who still holds the old version must not bring it back unawares.
        Call::put("/")
            .if_match("\"2\"")
            .send(&app)
            .await
            .precondition_failed("If-Match");
        Call::put("/")
            .if_match("*")
            .send(&app)
            .await
            .precondition_failed("If-Match");
        store.probe.ran(&[]);
        let anew = Call::put("/").if_none_match("*").send(&app).await;
        anew.status(200).header("etag", "\"3\"");
    }
}
