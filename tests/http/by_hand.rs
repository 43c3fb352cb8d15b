//! What is written instead of each argument of the attributes answers as they do: the same status, fields,
//! content and decision, and the handler runs or does not, for every row of the decision table.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, IntoResponseParts, Response};
use axum::{Json, Router};
use conditional_axum::{
    CacheControl, ConditionalField, Current, Decision, Dialect, ETag, GuardSettings, LastModified,
    Preconditions, Representation, Stopped, condition, etag, last_modified,
};
use conditional_tests::routing::any;
use conditional_tests::{Call, Reply};

use crate::decision_table::{Case, all};
use crate::fixture::{STALE, TAG, World, load, modified, modified_at, tag, tagged};

const METHODS: [&str; 6] = ["GET", "HEAD", "QUERY", "PUT", "DELETE", "OPTIONS"];

fn page(world: &World) -> Response {
    world.probe.note("handler");
    if world.current.is_present() {
        "page".into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

async fn row(State(world): &State<World>) -> Option<Representation> {
    Some(world.current.clone()).filter(Representation::is_present)
}

mod attribute {
    use super::*;

    #[etag(tag)]
    pub(super) async fn by_tag(State(world): State<World>) -> Response {
        page(&world)
    }

    #[last_modified(modified)]
    pub(super) async fn by_date(State(world): State<World>) -> Response {
        page(&world)
    }

    #[condition(etag = tag, last_modified = modified)]
    pub(super) async fn by_both(State(world): State<World>) -> Response {
        page(&world)
    }

    #[condition(resource = load)]
    pub(super) async fn by_resource(State(world): State<World>) -> Response {
        page(&world)
    }

    #[condition(resource = row)]
    pub(super) async fn of_what_must_be_there(
        State(world): State<World>,
        Current(_): Current<Representation>,
    ) -> Response {
        page(&world)
    }

    #[condition(resource = load, required)]
    pub(super) async fn required(State(world): State<World>) -> Response {
        page(&world)
    }

    #[condition(resource = load, required, weak_if_match, bare_tags)]
    pub(super) async fn in_a_dialect(State(world): State<World>) -> Response {
        page(&world)
    }

    #[condition(
        resource = load,
        cache_control = "private, max-age=60",
        vary = "cookie",
        headers = || [(header::LINK, "</style>; rel=preload")]
    )]
    pub(super) async fn with_fields(State(world): State<World>) -> Response {
        page(&world)
    }

    #[condition(resource = load, applied = |Json(text): &Json<String>| text == "in place")]
    pub(super) async fn applied(State(world): State<World>, _: Json<String>) -> Response {
        page(&world)
    }
}

mod checked {
    use super::*;

    /// As of validator functions, two `None` say that nothing is there.
    fn known(etag: Option<ETag>, last_modified: Option<LastModified>) -> Representation {
        if etag.is_none() && last_modified.is_none() {
            return Representation::Missing;
        }
        Representation::with_validators(etag, last_modified)
    }

    pub(super) async fn by_tag(
        state: State<World>,
        preconditions: Preconditions,
    ) -> Result<Response, Stopped> {
        let current = known(tag(&state).await, None);
        preconditions.check(&current)?;
        Ok(preconditions.answer(&current, page(&state)))
    }

    pub(super) async fn by_date(
        state: State<World>,
        preconditions: Preconditions,
    ) -> Result<Response, Stopped> {
        let current = known(None, modified(&state));
        preconditions.check(&current)?;
        Ok(preconditions.answer(&current, page(&state)))
    }

    pub(super) async fn by_both(
        state: State<World>,
        preconditions: Preconditions,
    ) -> Result<Response, Stopped> {
        let current = known(tag(&state).await, modified(&state));
        preconditions.check(&current)?;
        Ok(preconditions.answer(&current, page(&state)))
    }

    pub(super) async fn by_resource(
        state: State<World>,
        preconditions: Preconditions,
    ) -> Result<Response, Stopped> {
        let current = load(&state).await;
        preconditions.check(&current)?;
        Ok(preconditions.answer(&current, page(&state)))
    }

    pub(super) async fn of_what_must_be_there(
        state: State<World>,
        preconditions: Preconditions,
    ) -> Result<Response, Response> {
        let row = row(&state).await;
        let current = row.ok_or_else(|| StatusCode::NOT_FOUND.into_response())?;
        preconditions.check(&current)?;
        Ok(preconditions.answer(&current, page(&state)))
    }

    pub(super) async fn required(
        state: State<World>,
        preconditions: Preconditions,
    ) -> Result<Response, Stopped> {
        let current = load(&state).await;
        preconditions.check_required(&current)?;
        Ok(preconditions.answer(&current, page(&state)))
    }

    const DIALECT: Dialect = Dialect::new().with_weak_if_match().with_bare_tags();

    pub(super) async fn in_a_dialect(
        state: State<World>,
        preconditions: Preconditions,
    ) -> Result<Response, Stopped> {
        required(state, preconditions.with_dialect(DIALECT)).await
    }

    fn fields() -> impl IntoResponseParts {
        let policy: CacheControl = "private, max-age=60".parse().unwrap();
        let others = [
            (header::VARY, "cookie"),
            (header::LINK, "</style>; rel=preload"),
        ];
        (policy, others)
    }

    pub(super) async fn with_fields(
        state: State<World>,
        preconditions: Preconditions,
    ) -> Result<Response, Response> {
        let current = load(&state).await;
        let checked = preconditions.check(&current);
        checked.map_err(|stopped| stopped.with_fields(fields()))?;
        let page = page(&state);
        if !page.status().is_success()
            || !matches!(preconditions.method().as_str(), "GET" | "HEAD" | "QUERY")
        {
            return Ok(preconditions.answer(&current, page));
        }
        Ok(preconditions.answer(&current, (fields(), page)))
    }

    pub(super) async fn applied(
        state: State<World>,
        preconditions: Preconditions,
        Json(text): Json<String>,
    ) -> Result<Response, Stopped> {
        let current = load(&state).await;
        preconditions.check_or_applied(&current, || text == "in place")?;
        Ok(preconditions.answer(&current, page(&state)))
    }
}

/// Both kinds of handler, in the same second.
fn app(world: &World, now: i64) -> Router {
    let now = LastModified::from_unix_seconds(now);
    Router::new()
        .route("/attribute/tag", any(attribute::by_tag))
        .route("/attribute/date", any(attribute::by_date))
        .route("/attribute/both", any(attribute::by_both))
        .route("/attribute/resource", any(attribute::by_resource))
        .route("/attribute/there", any(attribute::of_what_must_be_there))
        .route("/attribute/required", any(attribute::required))
        .route("/attribute/dialect", any(attribute::in_a_dialect))
        .route("/attribute/fields", any(attribute::with_fields))
        .route("/attribute/applied", any(attribute::applied))
        .route("/by-hand/tag", any(checked::by_tag))
        .route("/by-hand/date", any(checked::by_date))
        .route("/by-hand/both", any(checked::by_both))
        .route("/by-hand/resource", any(checked::by_resource))
        .route("/by-hand/there", any(checked::of_what_must_be_there))
        .route("/by-hand/required", any(checked::required))
        .route("/by-hand/dialect", any(checked::in_a_dialect))
        .route("/by-hand/fields", any(checked::with_fields))
        .route("/by-hand/applied", any(checked::applied))
        .layer(GuardSettings::new().clock(move || Some(now)))
        .with_state(world.clone())
}

/// All that a client and an outer layer see, in an order of its own.
fn told(reply: &Reply) -> Vec<String> {
    let text = format!("{reply:?}");
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// Where a tag refuses the request, the attribute does not ask for the date; by hand it is known: one more field.
fn told_without_date(reply: &Reply) -> Vec<String> {
    let mut lines = told(reply);
    let by_tag = [ConditionalField::IfMatch, ConditionalField::IfNoneMatch]
        .map(Decision::PreconditionFailed);
    if by_tag
        .into_iter()
        .any(|decision| reply.is(412, Some(decision)))
    {
        lines.retain(|line| !line.starts_with("  last-modified:"));
    }
    lines
}

async fn compare(argument: &str, case: &Case, now: i64, body: &'static str) {
    let world = World::new(case.current.clone());
    let app = app(&world, now);
    for method in METHODS {
        let mut answers = Vec::new();
        for way in ["attribute", "by-hand"] {
            let call = Call::new(method, &format!("/{way}/{argument}"));
            let reply = call.headers(case.sent).json(body).send(&app).await;
            let ran = world.probe.take().contains(&"handler");
            let told = if argument == "both" {
                told_without_date
            } else {
                told
            };
            answers.push((ran, told(&reply)));
        }
        let name = case.name;
        assert_eq!(answers[0], answers[1], "{argument}, {method}: {name}");
    }
}

async fn compare_where(argument: &str, suits: fn(&Representation) -> bool) {
    let changed = modified_at().unix_seconds();
    for case in all().iter().filter(|case| suits(&case.current)) {
        // In the second of the change, and when it is over.
        for now in [changed, changed + 1] {
            compare(argument, case, now, "\"new\"").await;
        }
    }
}

async fn compare_all(argument: &str) {
    compare_where(argument, |_| true).await;
}

/// The function of the attribute and the handler agree on what there is.
#[tokio::test]
async fn a_tag() {
    compare_where("tag", |page| !page.is_present() || page.etag().is_some()).await;
}

#[tokio::test]
async fn a_date() {
    compare_all("date").await;
}

/// For a page that lacks one of them, the attribute tells less: it asks for a date only where that can matter, and
/// a date function that says `None` may know one the next time.
#[tokio::test]
async fn both_validators() {
    let suits = |page: &Representation| {
        !page.is_present() || page.etag().is_some() && page.last_modified().is_some()
    };
    compare_where("both", suits).await;
}

#[tokio::test]
async fn a_resource() {
    compare_all("resource").await;
}

#[tokio::test]
async fn a_resource_that_must_be_there() {
    compare_where("there", Representation::is_present).await;
    let world = World::new(Representation::Missing);
    for way in ["attribute", "by-hand"] {
        let call = Call::put(&format!("/{way}/there")).if_match("*");
        call.send(&app(&world, 0)).await.status(404);
        world.probe.ran(&[]);
    }
}

#[tokio::test]
async fn required() {
    compare_all("required").await;
}

#[tokio::test]
async fn a_dialect() {
    compare_all("dialect").await;
}

#[tokio::test]
async fn declared_fields() {
    compare_all("fields").await;
}

#[tokio::test]
async fn applied() {
    compare_all("applied").await;
    let now = modified_at().unix_seconds() + 1;
    for case in all() {
        compare("applied", &case, now, "\"in place\"").await;
    }
}

#[tokio::test]
async fn a_part_that_if_range_forbids_never_leaves() {
    fn part() -> Response {
        let fields = [(header::CONTENT_RANGE, "bytes 0-1/4")];
        (StatusCode::PARTIAL_CONTENT, fields, "pa").into_response()
    }
    #[condition(resource = load)]
    async fn attribute(_: State<World>) -> Response {
        part()
    }
    async fn by_hand(
        state: State<World>,
        preconditions: Preconditions,
    ) -> Result<Response, Stopped> {
        let current = load(&state).await;
        preconditions.check(&current)?;
        Ok(preconditions.answer(&current, part()))
    }
    let app = Router::new()
        .route("/attribute", any(attribute))
        .route("/by-hand", any(by_hand))
        .with_state(World::new(tagged(TAG)));
    for way in ["/attribute", "/by-hand"] {
        for (tag, status) in [(TAG, 206), (STALE, 500)] {
            let fields = [("range", "bytes=0-1"), ("if-range", tag)];
            let reply = Call::get(way).headers(&fields).send(&app).await;
            reply.status(status);
        }
    }
}
