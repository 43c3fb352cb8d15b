//! RFC 9110 §13.2.2 as a table of named cases, each run with every method, through the `etag` and
//! `last_modified` functions and through a `resource` function.

use axum::Router;
use axum::extract::{Request, State};
use conditional_axum::{ConditionalField, Decision, Representation, condition};
use conditional_tests::routing::any;
use conditional_tests::{Call, Reply};

use crate::fixture::{
    AFTER, BEFORE, MODIFIED, World, by_functions, by_resource, dated, load, modified, page, tag,
    tagged,
};

const READS: [&str; 3] = ["GET", "HEAD", "QUERY"];
const WRITES: [&str; 5] = ["PUT", "PATCH", "DELETE", "POST", "PROPPATCH"];
const NEITHER: [&str; 3] = ["OPTIONS", "TRACE", "CONNECT"];

#[derive(Clone, Copy, Debug)]
enum Outcome {
    Runs,
    NotModified(ConditionalField),
    Fails(ConditionalField),
}

use ConditionalField::{IfMatch, IfModifiedSince, IfNoneMatch, IfUnmodifiedSince};
use Outcome::{Fails, NotModified, Runs};

const IM: &str = "if-match";
const IUS: &str = "if-unmodified-since";
const INM: &str = "if-none-match";
const IMS: &str = "if-modified-since";

pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) current: Representation,
    pub(crate) sent: &'static [(&'static str, &'static str)],
    read: Outcome,
    write: Outcome,
}

macro_rules! cases {
    ($($name:literal: $current:expr, [$($field:ident $value:expr),*] => $read:expr, $write:expr;)*) => {
        vec![$(Case { name: $name, current: $current, sent: &[$(($field, $value)),*], read: $read, write: $write }),*]
    };
}

fn missing() -> Representation {
    Representation::Missing
}

fn untagged() -> Representation {
    Representation::present()
}

fn weak() -> Representation {
    tagged("W/\"v1\"")
}

fn nothing_sent() -> Vec<Case> {
    cases! {
        "without conditions a present page is served": page(), [] => Runs, Runs;
        "without conditions a missing page is left to the handler": missing(), [] => Runs, Runs;
    }
}

/// Every row of the table.
pub(crate) fn all() -> Vec<Case> {
    let steps = [
        nothing_sent(),
        if_match(),
        if_unmodified_since(),
        if_none_match(),
        if_modified_since(),
    ];
    steps.into_iter().flatten().collect()
}

/// Step 1.
fn if_match() -> Vec<Case> {
    cases! {
        "If-Match with the current tag holds": page(), [IM "\"v1\""] => Runs, Runs;
        "If-Match with another tag fails": page(), [IM "\"v0\""] => Fails(IfMatch), Fails(IfMatch);
        "If-Match finds the tag at the end of a list": page(), [IM "\"a\", \"b\" ,\"v1\""] => Runs, Runs;
        "If-Match finds the tag on a later line": page(), [IM "\"a\"", IM "\"v1\""] => Runs, Runs;
        "If-Match compares strongly: a weak tag was sent": page(), [IM "W/\"v1\""] => Fails(IfMatch), Fails(IfMatch);
        "If-Match compares strongly: the page's tag is weak": weak(), [IM "\"v1\""] => Fails(IfMatch), Fails(IfMatch);
        "If-Match compares strongly: both are weak": weak(), [IM "W/\"v1\""] => Fails(IfMatch), Fails(IfMatch);
        "If-Match compares case": page(), [IM "\"V1\""] => Fails(IfMatch), Fails(IfMatch);
        "If-Match: * holds for what is present": page(), [IM "*"] => Runs, Runs;
        "If-Match: * holds for what has a weak tag": weak(), [IM "*"] => Runs, Runs;
        "If-Match: * holds for what has only a date": dated(), [IM "*"] => Runs, Runs;
        "If-Match: * holds for what has no validator": untagged(), [IM "*"] => Runs, Runs;
        "If-Match: * fails for what is missing": missing(), [IM "*"] => Runs, Fails(IfMatch);
        "If-Match with a list fails for what is missing": missing(), [IM "\"v1\""] => Runs, Fails(IfMatch);
        "If-Match with a list fails for what has no tag": untagged(), [IM "\"v1\""] => Fails(IfMatch), Fails(IfMatch);
        "If-Match with a list fails for what has only a date": dated(), [IM "\"v1\""] => Fails(IfMatch), Fails(IfMatch);
        "an empty If-Match fails": page(), [IM ""] => Fails(IfMatch), Fails(IfMatch);
        "an If-Match of commas fails": page(), [IM " , ,"] => Fails(IfMatch), Fails(IfMatch);
        "a bare word in If-Match is no tag": page(), [IM "v1"] => Fails(IfMatch), Fails(IfMatch);
        "two stars in If-Match are no star": page(), [IM "**"] => Fails(IfMatch), Fails(IfMatch);
        "W/* in If-Match is no star": page(), [IM "W/*"] => Fails(IfMatch), Fails(IfMatch);
        "If-Match counts what stands before a fault": page(), [IM "\"v1\", bad"] => Runs, Runs;
        "empty members of If-Match are skipped": page(), [IM ",, \"v1\" ,"] => Runs, Runs;
    }
}

/// Step 2.
fn if_unmodified_since() -> Vec<Case> {
    cases! {
        "If-Unmodified-Since with the page's date holds": page(), [IUS MODIFIED] => Runs, Runs;
        "If-Unmodified-Since with a later date holds": page(), [IUS AFTER] => Runs, Runs;
        "If-Unmodified-Since with an earlier date fails": page(), [IUS BEFORE] => Fails(IfUnmodifiedSince), Fails(IfUnmodifiedSince);
        "If-Unmodified-Since fails without any tag, too": dated(), [IUS BEFORE] => Fails(IfUnmodifiedSince), Fails(IfUnmodifiedSince);
        "If-Unmodified-Since before 1970 fails": page(), [IUS "Sun, 20 Jul 1969 20:17:40 GMT"] => Fails(IfUnmodifiedSince), Fails(IfUnmodifiedSince);
        "If-Unmodified-Since is ignored where no date is known": tagged("\"v1\""), [IUS BEFORE] => Runs, Runs;
        "If-Unmodified-Since is ignored where no validator is known": untagged(), [IUS BEFORE] => Runs, Runs;
        "If-Unmodified-Since fails for what is missing": missing(), [IUS AFTER] => Runs, Fails(IfUnmodifiedSince);
        "a bad If-Unmodified-Since is ignored": page(), [IUS "long ago"] => Runs, Runs;
        "a bad If-Unmodified-Since is ignored for what is missing": missing(), [IUS "long ago"] => Runs, Runs;
        "If-Unmodified-Since sent twice is ignored": page(), [IUS BEFORE, IUS BEFORE] => Runs, Runs;
        "If-Unmodified-Since in RFC 850 form is read": page(), [IUS "Sunday, 06-Nov-94 08:49:36 GMT"] => Fails(IfUnmodifiedSince), Fails(IfUnmodifiedSince);
        "If-Unmodified-Since in asctime form is read": page(), [IUS "Sun Nov  6 08:49:36 1994"] => Fails(IfUnmodifiedSince), Fails(IfUnmodifiedSince);
        "If-Match that holds shadows If-Unmodified-Since": page(), [IM "\"v1\"", IUS BEFORE] => Runs, Runs;
        "If-Match that fails is not saved by If-Unmodified-Since": page(), [IM "\"v0\"", IUS AFTER] => Fails(IfMatch), Fails(IfMatch);
        "an empty If-Match shadows If-Unmodified-Since, too": page(), [IM "", IUS AFTER] => Fails(IfMatch), Fails(IfMatch);
    }
}

/// Step 3.
fn if_none_match() -> Vec<Case> {
    cases! {
        "If-None-Match with the current tag fails": page(), [INM "\"v1\""] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-None-Match with another tag holds": page(), [INM "\"v0\""] => Runs, Runs;
        "If-None-Match finds the tag at the end of a list": page(), [INM "\"a\",\"b\", \"v1\""] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-None-Match finds the tag on a later line": page(), [INM "\"a\"", INM "\"v1\""] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-None-Match compares weakly: a weak tag was sent": page(), [INM "W/\"v1\""] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-None-Match compares weakly: the page's tag is weak": weak(), [INM "\"v1\""] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-None-Match compares weakly: both are weak": weak(), [INM "W/\"v1\""] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-None-Match: * fails for what is present": page(), [INM "*"] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-None-Match: * fails for what has only a date": dated(), [INM "*"] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-None-Match: * fails for what has no validator": untagged(), [INM "*"] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-None-Match: * holds for what is missing": missing(), [INM "*"] => Runs, Runs;
        "If-None-Match with a list holds for what is missing": missing(), [INM "\"v1\""] => Runs, Runs;
        "If-None-Match with a list holds for what has no tag": untagged(), [INM "\"v1\""] => Runs, Runs;
        "an empty If-None-Match holds": page(), [INM ""] => Runs, Runs;
        "a bare word in If-None-Match is no tag": page(), [INM "v1"] => Runs, Runs;
        "two stars in If-None-Match are no star": page(), [INM "**"] => Runs, Runs;
        "W/* in If-None-Match is no star": page(), [INM "W/*"] => Runs, Runs;
        "a comma inside a tag does not split it": tagged("\"a,b\""), [INM "\"x\", \"a,b\""] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "what stands around a comma inside a tag is no tag": page(), [INM "\"x,\"v1\",y\""] => Runs, Runs;
        "a tag that contains the current one is another tag": page(), [INM "\"v11\", \"xv1\""] => Runs, Runs;
        "If-None-Match counts what stands before a fault": page(), [INM "\"v1\", bad"] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-Match and If-None-Match are both asked": page(), [IM "\"v1\"", INM "\"v1\""] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "If-Match comes before If-None-Match": page(), [IM "\"v0\"", INM "\"v1\""] => Fails(IfMatch), Fails(IfMatch);
        "If-Unmodified-Since comes before If-None-Match": page(), [IUS BEFORE, INM "\"v1\""] => Fails(IfUnmodifiedSince), Fails(IfUnmodifiedSince);
    }
}

/// Step 4.
fn if_modified_since() -> Vec<Case> {
    cases! {
        "If-Modified-Since with the page's date fails": page(), [IMS MODIFIED] => NotModified(IfModifiedSince), Runs;
        "If-Modified-Since with a later date fails": page(), [IMS AFTER] => NotModified(IfModifiedSince), Runs;
        "If-Modified-Since with an earlier date holds": page(), [IMS BEFORE] => Runs, Runs;
        "If-Modified-Since is ignored where no date is known": tagged("\"v1\""), [IMS AFTER] => Runs, Runs;
        "If-Modified-Since is ignored where no validator is known": untagged(), [IMS AFTER] => Runs, Runs;
        "If-Modified-Since holds for what is missing": missing(), [IMS AFTER] => Runs, Runs;
        "a bad If-Modified-Since is ignored": page(), [IMS "just now"] => Runs, Runs;
        "an If-Modified-Since in lower case is ignored": page(), [IMS "sun, 06 nov 1994 08:49:37 gmt"] => Runs, Runs;
        "If-Modified-Since sent twice is ignored": page(), [IMS MODIFIED, IMS MODIFIED] => Runs, Runs;
        "If-None-Match that holds shadows If-Modified-Since": page(), [INM "\"v0\"", IMS MODIFIED] => Runs, Runs;
        "If-None-Match that fails is not saved by If-Modified-Since": page(), [INM "\"v1\"", IMS BEFORE] => NotModified(IfNoneMatch), Fails(IfNoneMatch);
        "an empty If-None-Match shadows If-Modified-Since, too": page(), [INM "", IMS MODIFIED] => Runs, Runs;
        "If-None-Match shadows If-Modified-Since where there is no tag, too": dated(), [INM "\"v1\"", IMS MODIFIED] => Runs, Runs;
        "If-Match that holds leaves If-Modified-Since to decide": page(), [IM "\"v1\"", IMS MODIFIED] => NotModified(IfModifiedSince), Runs;
        "If-Unmodified-Since that holds leaves If-Modified-Since to decide": page(), [IUS MODIFIED, IMS MODIFIED] => NotModified(IfModifiedSince), Runs;
    }
}

impl Case {
    async fn run(&self, app: fn(&World) -> Router, method: &str, expected: Outcome) {
        let world = World::new(self.current.clone());
        let call = Call::new(method, "/page").headers(self.sent);
        let reply = call
            .watched(world.probe.body("new"))
            .send(&app(&world))
            .await;
        self.check(method, expected, &reply, &world.probe.take());
    }

    fn check(&self, method: &str, expected: Outcome, reply: &Reply, ran: &[&str]) {
        let name = self.name;
        let served = if self.current.is_present() { 200 } else { 404 };
        let (status, decision, runs) = match expected {
            Runs => (served, Decision::Proceed, true),
            NotModified(field) => (304, Decision::NotModified(field), false),
            Fails(field) => (412, Decision::PreconditionFailed(field), false),
        };
        let decision = (!self.sent.is_empty()).then_some(decision);
        assert!(
            reply.is(status, decision),
            "{name} ({method}): expected {status} {decision:?}: {reply:?}"
        );
        for part in ["handler", "body"] {
            assert!(
                ran.contains(&part) == runs,
                "{name} ({method}): expected {part} to run: {runs}, what ran: {ran:?}"
            );
        }
    }

    /// Two `None` from the functions say that nothing is there.
    fn suits_functions(&self) -> bool {
        self.current != untagged()
    }
}

async fn run(cases: Vec<Case>) {
    for case in cases {
        for (methods, expected) in [
            (&READS[..], case.read),
            (&WRITES[..], case.write),
            (&NEITHER[..], Runs),
        ] {
            for method in methods {
                case.run(by_resource, method, expected).await;
                if case.suits_functions() {
                    case.run(by_functions, method, expected).await;
                }
            }
        }
    }
}

#[tokio::test]
async fn step_0_without_conditions_the_method_is_performed() {
    run(nothing_sent()).await;
}

#[tokio::test]
async fn step_1_if_match() {
    run(if_match()).await;
}

#[tokio::test]
async fn step_2_if_unmodified_since() {
    run(if_unmodified_since()).await;
}

#[tokio::test]
async fn step_3_if_none_match() {
    run(if_none_match()).await;
}

#[tokio::test]
async fn step_4_if_modified_since() {
    run(if_modified_since()).await;
}

mod step_5_if_range {
    use std::time::{Duration, SystemTime};

    use conditional_axum::LastModified;

    use super::*;

    const RANGE: (&str, &str) = ("range", "bytes=0-1");

    /// What a file service inside the guard would see.
    fn seen(request: &Request) -> String {
        let fields = ["range", "if-range", INM, IM, IMS, IUS];
        let seen = fields.map(|name| request.headers().contains_key(name).then_some(name));
        seen.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    #[condition(etag = tag, last_modified = modified)]
    async fn by_functions(State(_): State<World>, request: Request) -> String {
        seen(&request)
    }

    #[condition(resource = load)]
    async fn by_resource(State(_): State<World>, request: Request) -> String {
        seen(&request)
    }

    fn app(current: Representation) -> Router {
        Router::new()
            .route("/functions", any(by_functions))
            .route("/resource", any(by_resource))
            .with_state(World::new(current))
    }

    #[tokio::test]
    async fn keeps_or_withdraws_the_range() {
        let ahead = SystemTime::now() + Duration::from_secs(3600);
        let not_past = Representation::present().with_last_modified(ahead);
        let ahead = LastModified::from(ahead).to_string();
        let cases: &[(&str, Representation, &str, bool)] = &[
            ("the strong tag keeps it", page(), "\"v1\"", true),
            ("another tag withdraws it", page(), "\"v0\"", false),
            ("a weak tag withdraws it", page(), "W/\"v1\"", false),
            (
                "a weak tag of the page withdraws it",
                weak(),
                "W/\"v1\"",
                false,
            ),
            (
                "a weak tag of the page never matches",
                weak(),
                "\"v1\"",
                false,
            ),
            ("the exact date keeps it", dated(), MODIFIED, true),
            (
                "the exact date beside a tag keeps it",
                page(),
                MODIFIED,
                true,
            ),
            ("an earlier date withdraws it", dated(), BEFORE, false),
            ("a later date withdraws it", dated(), AFTER, false),
            ("a bad date withdraws it", dated(), "recently", false),
            ("a list is no tag", page(), "\"v1\", \"v2\"", false),
            ("a star is no tag", page(), "*", false),
            (
                "a tag withdraws it where none is known",
                dated(),
                "\"v1\"",
                false,
            ),
            (
                "a date withdraws it where none is known",
                tagged("\"v1\""),
                MODIFIED,
                false,
            ),
            (
                "a date that is not past is not strong",
                not_past,
                &ahead,
                false,
            ),
        ];
        for (name, current, if_range, kept) in cases {
            for uri in ["/functions", "/resource"] {
                let call = Call::get(uri).headers(&[RANGE, ("if-range", if_range)]);
                let reply = call.send(&app(current.clone())).await;
                let seen = if *kept { "range" } else { "" };
                assert!(
                    reply.has_body(seen),
                    "{name} ({uri}): expected {seen:?}: {reply:?}"
                );
            }
        }
    }

    #[tokio::test]
    async fn a_range_alone_is_left_alone() {
        let reply = Call::get("/functions")
            .headers(&[RANGE])
            .send(&app(page()))
            .await;
        reply.status(200).body("range");
    }

    #[tokio::test]
    async fn what_the_guard_decided_is_not_decided_again_after_it() {
        let sent = [
            RANGE,
            (INM, "\"v0\""),
            (IMS, BEFORE),
            (IM, "\"v1\""),
            (IUS, AFTER),
        ];
        let reply = Call::get("/resource")
            .headers(&sent)
            .send(&app(page()))
            .await;
        reply.status(200).body("range");
    }

    #[tokio::test]
    async fn the_other_preconditions_come_first() {
        let sent = [RANGE, ("if-range", "\"v1\""), (INM, "\"v1\"")];
        let reply = Call::get("/resource")
            .headers(&sent)
            .send(&app(page()))
            .await;
        reply.not_modified("\"v1\"");
    }
}
