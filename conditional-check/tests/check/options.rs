//! What a check can be told.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use conditional_check::in_process::InProcess;
use conditional_check::{Check, HttpTransport, Outcome, Report, rules};
use http::{Method, Request, Response, header};
use http_body_util::Full;
use tower::service_fn;

use crate::faults;
use crate::faults::fault::garbled;
use crate::site::{BOTH, Kind, Site, TAG_ONLY};

/// What reached a server, without content.
type Seen = Arc<Mutex<Vec<Request<()>>>>;

/// A check of a correct site, and the requests that reached it.
fn check() -> (Check, Seen) {
    check_of(BOTH)
}

fn check_of(kind: Kind) -> (Check, Seen) {
    let site = Site::new(kind);
    let clock = site.clock.clone();
    let requests = Seen::default();
    let seen = Arc::clone(&requests);
    let service = service_fn(move |request: Request<Full<Bytes>>| {
        let (parts, _) = request.into_parts();
        let request = Request::from_parts(parts, Bytes::new());
        let answer = site.answer(&request);
        seen.lock().unwrap().push(request.map(|_| ()));
        async move { Ok::<_, Infallible>(answer.map(Full::new)) }
    });
    let check = Check::new(InProcess::new(service).with_clock(clock), "/entry");
    (check, requests)
}

fn outcome<'a>(report: &'a Report, name: &str) -> &'a Outcome {
    let mut results = report.results().iter();
    results
        .find(|result| result.rule().name() == name)
        .unwrap()
        .outcome()
}

#[tokio::test]
async fn nothing_is_written_unless_it_was_allowed() {
    let (check, requests) = check();
    check.await.assert_passed();
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS];
    assert!(
        requests
            .lock()
            .unwrap()
            .iter()
            .all(|request| safe.contains(request.method()))
    );
}

#[tokio::test]
async fn every_writing_rule_is_listed_as_skipped_without_a_write() {
    let (check, _) = check();
    let report = check.await;
    for result in report
        .results()
        .iter()
        .filter(|result| result.rule().writes())
    {
        let skipped = Outcome::Skipped("writes, and no write was allowed".to_owned());
        assert_eq!(result.outcome(), &skipped, "{}", result.rule().name());
    }
}

#[tokio::test]
async fn a_rule_or_a_topic_can_be_left_out() {
    let (check, _) = check();
    let report = check.skip("if-range").skip("head/etag").await;
    let left_out = Outcome::Skipped("left out on request".to_owned());
    assert_eq!(outcome(&report, "if-range/other-tag"), &left_out);
    assert_eq!(outcome(&report, "head/etag"), &left_out);
    assert_eq!(outcome(&report, "ranges/etag"), &Outcome::Passed);
}

#[tokio::test]
async fn what_rests_on_a_rule_that_was_left_out_says_so() {
    let (check, _) = check();
    let report = check.skip("head/status").await;
    let reason = "judged only where head/status holds".to_owned();
    assert_eq!(outcome(&report, "head/vary"), &Outcome::Skipped(reason));
}

#[tokio::test]
async fn without_waiting_only_what_needs_a_second_is_skipped() {
    let skipped = Outcome::Skipped("needs a second, and waiting was not allowed".to_owned());
    let reads = ["validators/stable-date"];
    let writes = [
        "writes/current-date",
        "writes/earlier-date",
        "writes/earlier-date-changes-nothing",
        "writes/new-tag",
        "writes/old-date-is-not-current",
        "writes/answer-last-modified",
        "writes/same-second-last-modified",
        "writes/same-second-date",
    ];
    for (kind, names) in [
        (BOTH, [&reads[..], &writes].concat()),
        (TAG_ONLY, writes.to_vec()),
    ] {
        let (check, _) = check_of(kind);
        let check = check.write(Method::PUT, "text/plain", ["a", "b"]);
        let report = check.without_waiting().await;
        report.assert_passed();
        let results = report.results().iter();
        let found: Vec<_> = results
            .filter(|result| result.outcome() == &skipped)
            .map(|result| result.rule().name())
            .collect();
        assert_eq!(found, names);
    }
}

#[tokio::test]
async fn what_a_rule_needs_and_was_not_given_is_named() {
    let (check, _) = check();
    let check = check.write(Method::PUT, "text/plain", ["a", "b"]);
    let report = check.await;
    for (name, reason) in [
        ("private/cookie", "no Cookie was given"),
        ("private/authorization", "no Authorization was given"),
        ("errors/unauthorized", "no credentials were given"),
        (
            "errors/missing-if-match",
            "needs the URL of something missing, and none was given",
        ),
        (
            "writes/create",
            "needs the URL of something to create, and none was given",
        ),
    ] {
        let skipped = Outcome::Skipped(reason.to_owned());
        assert_eq!(outcome(&report, name), &skipped);
    }
}

#[tokio::test]
async fn with_one_body_what_needs_a_second_change_is_skipped() {
    let needs_two = Outcome::Skipped("needs two bodies that differ".to_owned());
    for (bodies, skipped) in [(&["a"][..], true), (&["a", "b"], false)] {
        let (check, _) = check();
        let bodies = bodies.iter().copied();
        let report = check.write(Method::PUT, "text/plain", bodies).await;
        report.assert_passed();
        assert_eq!(outcome(&report, "writes/star"), &Outcome::Passed);
        assert_eq!(outcome(&report, "writes/old-tag") == &needs_two, skipped);
    }
}

#[tokio::test]
async fn writes_have_the_media_type_that_was_given() {
    for (given, sent) in [("text/plain", Some("text/plain")), ("", None)] {
        let (check, requests) = check();
        check
            .write(Method::PUT, given, ["a text"])
            .await
            .assert_passed();
        let requests = requests.lock().unwrap();
        let mut writes = requests
            .iter()
            .filter(|request| request.method() == Method::PUT)
            .peekable();
        assert!(writes.peek().is_some());
        for write in writes {
            let content_type = write.headers().get(header::CONTENT_TYPE);
            assert_eq!(content_type.map(|value| value.to_str().unwrap()), sent);
        }
    }
}

#[test]
fn what_is_shown_for_debugging_says_what_it_is() {
    let (check, _) = check();
    assert_eq!(format!("{check:?}"), r#"Check { target: "/entry", .. }"#);
    let service = service_fn(async |_: Request<Full<Bytes>>| {
        Ok::<_, Infallible>(Response::new(Full::<Bytes>::default()))
    });
    let in_process: InProcess<_, Full<Bytes>> = InProcess::new(service);
    assert_eq!(format!("{in_process:?}"), "InProcess { .. }");
    let transport = HttpTransport::new();
    assert_eq!(
        format!("{transport:?}"),
        "HttpTransport { timeout: 30s, .. }"
    );
    let rule = rules().find(|rule| rule.name() == "head/etag").unwrap();
    let shown = r#"Rule { name: "head/etag", level: Should, section: "RFC 9110 §9.3.2", .. }"#;
    assert_eq!(format!("{rule:?}"), shown);
}

#[tokio::test]
async fn a_mistake_in_the_check_is_told_and_nothing_is_sent() {
    let (check, requests) = check();
    let report = check.skip("if-rnage").await;
    let reason = Outcome::Unasked("skip: no rule is named if-rnage".to_owned());
    assert!(
        report
            .results()
            .iter()
            .all(|result| result.outcome() == &reason)
    );
    assert!(requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn mistakes_name_what_is_wrong() {
    for (change, found) in [
        (
            (|check: Check| check.header("a b", "c")) as fn(Check) -> Check,
            "header: invalid HTTP header name",
        ),
        (
            |check| check.write(Method::DELETE, "text/plain", ["x"]),
            "write: DELETE is none of PUT, PATCH and POST",
        ),
        (
            |check| check.missing("http://"),
            "`http://`: empty string: a URL begins with `http://` or `https://`, a path with `/`",
        ),
    ] {
        let (check, _) = check();
        let report = change(check).await;
        assert_eq!(
            outcome(&report, "head/etag"),
            &Outcome::Unasked(found.to_owned())
        );
    }
}

#[tokio::test]
async fn what_is_not_there_cannot_be_checked() {
    let site = Site::new(BOTH);
    let service = service_fn(move |_: Request<Full<Bytes>>| {
        let answer = site.answer(&Request::get("/nowhere").body(Bytes::new()).unwrap());
        async move { Ok::<_, Infallible>(answer.map(Full::new)) }
    });
    let report = Check::new(InProcess::new(service), "/nowhere").await;
    assert!(!report.passed());
    assert_eq!(report.broken().count(), 0);
    let reason = "a plain GET is answered 404 Not Found, not 200".to_owned();
    assert_eq!(outcome(&report, "head/etag"), &Outcome::Unasked(reason));
}

#[tokio::test]
async fn a_redirection_says_where_to_ask_and_a_login_what_is_missing() {
    let expected = [
        (301, "301 Moved Permanently, not 200: ask /there"),
        (308, "308 Permanent Redirect, not 200: ask /there"),
        (401, "401 Unauthorized, not 200: send your credentials too"),
        (500, "500 Internal Server Error, not 200"),
    ];
    for (status, says) in expected {
        let service = service_fn(move |_: Request<Full<Bytes>>| async move {
            let answer = Response::builder()
                .status(status)
                .header("location", "/there");
            Ok::<_, Infallible>(answer.body(Full::<Bytes>::default()).unwrap())
        });
        let report = Check::new(InProcess::new(service), "/here").await;
        assert!(report.to_string().contains(says), "{report}");
    }
}

#[tokio::test]
async fn a_finding_shows_what_was_sent_and_what_came() {
    let site = Site::new(BOTH);
    let clock = site.clock.clone();
    let service = service_fn(move |request: Request<Full<Bytes>>| {
        let (mut parts, _) = request.into_parts();
        parts.headers.remove(header::IF_NONE_MATCH);
        let answer = site.answer(&Request::from_parts(parts, Bytes::new()));
        async move { Ok::<_, Infallible>(answer.map(Full::new)) }
    });
    let check = Check::new(InProcess::new(service).with_clock(clock), "/entry");
    let report = check.header("authorization", "Bearer secret").await;
    let Outcome::Broken(finding) = outcome(&report, "if-none-match/same-tag") else {
        panic!("{report}");
    };
    assert_eq!(finding.problem(), "the status is 200, not 304");
    let [exchange] = finding.exchanges() else {
        panic!("{finding:?}");
    };
    assert_eq!(
        exchange.sent(),
        [
            "GET /entry",
            "authorization: …",
            "if-none-match: \"v1.text.En.\"",
        ]
    );
    assert_eq!(exchange.came().first().unwrap(), "200 OK");
    assert!(
        exchange
            .came()
            .contains(&"etag: \"v1.text.En.\"".to_owned())
    );
}

#[tokio::test]
async fn a_broken_rule_is_shown_with_requests_and_answers() {
    let fault = garbled("head/vary", TAG_ONLY, |request, answer| {
        if request.method() == Method::HEAD {
            answer.headers_mut().remove(header::VARY);
        }
    });
    let report = faults::fault::check(&fault).await;
    let shown = report.to_string();
    let finding = shown
        .split("\n\n")
        .find(|part| part.starts_with("  broken"));
    let lines: Vec<_> = finding.unwrap().lines().collect();
    let [head, problem, asked, .., expected] = lines[..] else {
        panic!("{shown}");
    };
    assert!(
        head.contains("head/vary ") && head.ends_with("should"),
        "{head}"
    );
    assert_eq!(problem, "            Vary differs from GET's");
    assert_eq!(asked, "            sent      HEAD /entry");
    assert_eq!(lines[3], "                      cookie: …");
    assert_eq!(lines[5], "            came      200 OK");
    assert_eq!(expected, "            expected  GET's Vary");
}

#[tokio::test]
#[should_panic(expected = "the 200 has neither ETag nor Last-Modified")]
async fn a_test_fails_with_the_report() {
    let service = service_fn(async |_: Request<Full<Bytes>>| {
        Ok::<_, Infallible>(Response::new(Full::<Bytes>::default()))
    });
    let check = Check::new(InProcess::new(service), "/").without_waiting();
    check.await.assert_passed();
}

#[tokio::test]
async fn only_the_coloured_report_has_colours() {
    let (check, _) = check();
    let report = check.await;
    assert!(report.coloured().to_string().contains("\x1b[32mpassed"));
    assert!(!report.to_string().contains('\x1b'));
}
