//! `applied = f`: a repeated write whose change is in place already is no conflict (RFC 9110 §13.1.1).

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Json, Router};
use conditional_axum::{
    ConditionalField, Current, Decision, ETag, LastModified, Resource, condition,
};
use conditional_tests::routing::any;
use conditional_tests::{Call, Probe};

/// The entry as it is now: version 8 says `new`.
#[derive(Clone)]
struct Entry {
    version: u64,
    text: &'static str,
}

impl Resource for Entry {
    fn etag(&self) -> Option<ETag> {
        Some(ETag::from(self.version))
    }

    fn last_modified(&self) -> Option<LastModified> {
        Some(LastModified::from_unix_seconds(784_111_777))
    }
}

async fn load(Path(id): &Path<u64>) -> Option<Entry> {
    let entry = Entry {
        version: 8,
        text: "new",
    };
    (*id == 1).then_some(entry)
}

async fn is_in_place(
    Json(text): &Json<String>,
    entry: &Entry,
    State(probe): &State<Probe>,
) -> bool {
    tokio::task::yield_now().await;
    probe.note("applied");
    entry.text == text
}

fn answer(entry: &Entry, Json(text): &Json<String>) -> Result<Option<Response>, StatusCode> {
    if text == "forbidden" {
        return Err(StatusCode::FORBIDDEN);
    }
    let fields = [(header::CONTENT_LOCATION, "/entries/1")];
    Ok((entry.text == text).then(|| (fields, entry.text).into_response()))
}

#[condition(resource = load, applied = is_in_place, required)]
async fn update(
    State(probe): State<Probe>,
    Path(_): Path<u64>,
    Current(entry): Current<Option<Entry>>,
    Json(text): Json<String>,
) -> (StatusCode, String) {
    probe.note("handler");
    let version = entry.map_or(0, |entry| entry.version);
    (StatusCode::OK, format!("{version} {text}"))
}

#[condition(resource = load, applied = answer, extract(Path<u64>))]
async fn without_current(State(probe): State<Probe>, Json(text): Json<String>) -> String {
    probe.note("handler");
    text
}

fn app(probe: &Probe) -> Router {
    Router::new()
        .route("/entries/{id}", any(update))
        .route("/plain/{id}", any(without_current))
        .with_state(probe.clone())
}

const REPEATED: [(&str, &str, ConditionalField); 3] = [
    ("if-match", "\"7\"", ConditionalField::IfMatch),
    ("if-none-match", "*", ConditionalField::IfNoneMatch),
    (
        "if-unmodified-since",
        "Sun, 06 Nov 1994 08:49:36 GMT",
        ConditionalField::IfUnmodifiedSince,
    ),
];

#[tokio::test]
async fn a_repeated_write_is_answered_204_with_the_validators_it_made() {
    let probe = Probe::default();
    let app = app(&probe);
    for (name, value, field) in REPEATED {
        let call = Call::put("/entries/1").headers(&[(name, value)]);
        let reply = call.json(probe.body("\"new\"")).send(&app).await;
        reply
            .status(204)
            .header("etag", "\"8\"")
            .header("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT")
            .body("")
            .decision(Some(Decision::AlreadyApplied(field)));
        probe.ran(&["body", "applied"]);
    }
}

#[tokio::test]
async fn another_change_stays_a_conflict() {
    let probe = Probe::default();
    let app = app(&probe);
    for (name, value, field) in REPEATED {
        let call = Call::put("/entries/1").headers(&[(name, value)]);
        let reply = call.json(probe.body("\"other\"")).send(&app).await;
        reply
            .status(412)
            .header("etag", "\"8\"")
            .decision(Some(Decision::PreconditionFailed(field)));
        probe.ran(&["body", "applied"]);
    }
}

#[tokio::test]
async fn content_that_cannot_be_read_stays_a_conflict() {
    let probe = Probe::default();
    let app = app(&probe);
    let call = Call::put("/entries/1").if_match("\"7\"");
    let reply = call.json(probe.body("{broken")).send(&app).await;
    reply
        .precondition_failed("If-Match")
        .header("etag", "\"8\"");
    probe.ran(&["body"]);
}

#[tokio::test]
async fn it_is_asked_for_nothing_else() {
    let probe = Probe::default();
    let app = app(&probe);
    let calls: [(Call, u16); 8] = [
        (Call::put("/entries/1").if_match("\"8\""), 200),
        (Call::put("/entries/1").if_match("*"), 200),
        (Call::put("/entries/1"), 428),
        (Call::put("/plain/1"), 200),
        (Call::get("/entries/1").if_match("\"7\""), 412),
        (Call::get("/entries/1").if_none_match("\"8\""), 304),
        (Call::put("/entries/2").if_match("\"7\""), 412),
        (Call::put("/entries/2").if_none_match("*"), 200),
    ];
    for (call, status) in calls {
        call.json("\"new\"").send(&app).await.status(status);
        assert!(!probe.take().contains(&"applied"));
    }
}

#[tokio::test]
async fn an_answer_of_its_own_gets_the_validators_and_an_error_is_the_answer() {
    let probe = Probe::default();
    let app = app(&probe);
    let put = |text| Call::put("/plain/1").if_match("\"7\"").json(text);
    let reply = put("\"new\"").send(&app).await;
    reply
        .status(200)
        .header("etag", "\"8\"")
        .header("content-location", "/entries/1")
        .body("new")
        .decision(Some(Decision::AlreadyApplied(ConditionalField::IfMatch)));
    put("\"forbidden\"").send(&app).await.status(403);
    put("\"other\"")
        .send(&app)
        .await
        .precondition_failed("If-Match");
    probe.ran(&[]);
}

/// Everything that an `applied` function may return, now and later.
mod forms {
    use super::*;

    fn row() -> Entry {
        Entry {
            version: 8,
            text: "new",
        }
    }

    macro_rules! handlers {
        ($($name:ident: $applied:expr),* $(,)?) => {
            $(
                #[condition(resource = row, applied = $applied)]
                async fn $name(_: String) {}
            )*

            fn app() -> Router {
                Router::new()$(.route(concat!("/", stringify!($name)), any($name)))*
            }

            const NAMES: &[&str] = &[$(stringify!($name)),*];
        };
    }

    handlers! {
        truth: |entry: &Entry, text: &String| entry.text == text,
        later_truth: async |entry: &Entry, text: &String| entry.text == text,
        result_of_truth: |entry: &Entry, text: &String| permit(text).map(|()| entry.text == text),
        later_result_of_truth: async |entry: &Entry, text: &String| {
            permit(text)?;
            Ok::<_, StatusCode>(entry.text == text)
        },
        answer: |entry: &Entry, text: &String| (entry.text == text).then_some(StatusCode::NO_CONTENT),
        later_answer: async |entry: &Entry, text: &String| {
            (entry.text == text).then_some(StatusCode::NO_CONTENT)
        },
        result_of_answer: |entry: &Entry, text: &String| {
            permit(text).map(|()| (entry.text == text).then_some(StatusCode::NO_CONTENT))
        },
        later_result_of_answer: async |entry: &Entry, text: &String| {
            permit(text)?;
            Ok::<_, StatusCode>((entry.text == text).then_some(StatusCode::NO_CONTENT))
        },
    }

    fn permit(text: &str) -> Result<(), StatusCode> {
        if text == "forbidden" {
            return Err(StatusCode::FORBIDDEN);
        }
        Ok(())
    }

    #[tokio::test]
    async fn of_each_kind_tell_a_repeated_write_from_another_one() {
        let app = app();
        for name in NAMES {
            let put = |text| Call::put(&format!("/{name}")).if_match("\"7\"").body(text);
            let repeated = put("new").send(&app).await;
            repeated.status(204).header("etag", "\"8\"");
            let other = put("other").send(&app).await;
            other.precondition_failed("If-Match");
            let forbidden = if name.contains("result") { 403 } else { 412 };
            put("forbidden").send(&app).await.status(forbidden);
        }
    }
}

mod checked_by_hand {
    use axum::response::IntoResponse;
    use conditional_axum::{Preconditions, Representation, Stopped};

    use super::*;

    async fn by_hand(
        preconditions: Preconditions,
        text: String,
    ) -> Result<impl IntoResponse, Stopped> {
        let current = Representation::present().with_etag(ETag::from(8));
        preconditions.check_or_applied(&current, || text == "new")?;
        Ok((ETag::from(9), text))
    }

    #[tokio::test]
    async fn a_repeated_write_is_a_204_and_another_one_a_412() {
        let app = Router::new().route("/", any(by_hand));
        let put = |tag, text| Call::put("/").if_match(tag).body(text);
        put("\"7\"", "new")
            .send(&app)
            .await
            .status(204)
            .header("etag", "\"8\"");
        put("\"7\"", "other")
            .send(&app)
            .await
            .precondition_failed("If-Match");
        put("\"8\"", "new")
            .send(&app)
            .await
            .status(200)
            .header("etag", "\"9\"");
    }
}
