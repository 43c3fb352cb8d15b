//! What a check can be told.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use conditional_check::in_process::InProcess;
use conditional_check::{Check, Outcome, Report};
use http::{Method, Request, Response};
use http_body_util::Full;
use tower::service_fn;

use crate::site::{BOTH, Site};

/// A check of a correct site, and the methods of the requests that reached it.
fn check() -> (Check, Arc<Mutex<Vec<Method>>>) {
    let site = Site::new(BOTH);
    let clock = site.clock.clone();
    let methods = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&methods);
    let service = service_fn(move |request: Request<Full<Bytes>>| {
        seen.lock().unwrap().push(request.method().clone());
        let (parts, _) = request.into_parts();
        let answer = site.answer(&Request::from_parts(parts, Bytes::new()));
        async move { Ok::<_, Infallible>(answer.map(Full::new)) }
    });
    let check = Check::new(InProcess::new(service).with_clock(clock), "/entry");
    (check, methods)
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
    let (check, methods) = check();
    check.await.assert_passed();
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS];
    assert!(
        methods
            .lock()
            .unwrap()
            .iter()
            .all(|method| safe.contains(method))
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
async fn without_waiting_what_needs_a_second_is_skipped() {
    let (check, _) = check();
    let report = check.without_waiting().await;
    report.assert_passed();
    let reason = "needs a second, and waiting was not allowed".to_owned();
    assert_eq!(
        outcome(&report, "validators/stable-date"),
        &Outcome::Skipped(reason)
    );
}

#[tokio::test]
async fn a_mistake_in_the_check_is_told_and_nothing_is_sent() {
    let (check, methods) = check();
    let report = check.skip("if-rnage").await;
    let reason = Outcome::Unasked("skip: no rule is named if-rnage".to_owned());
    assert!(
        report
            .results()
            .iter()
            .all(|result| result.outcome() == &reason)
    );
    assert!(methods.lock().unwrap().is_empty());
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
    let service = service_fn(move |request: Request<Full<Bytes>>| {
        let (mut parts, _) = request.into_parts();
        parts.headers.remove(http::header::IF_NONE_MATCH);
        let answer = site.answer(&Request::from_parts(parts, Bytes::new()));
        async move { Ok::<_, Infallible>(answer.map(Full::new)) }
    });
    let check = Check::new(InProcess::new(service), "/entry");
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
async fn only_the_coloured_report_has_colours() {
    let (check, _) = check();
    let report = check.await;
    assert!(report.coloured().to_string().contains("\x1b[32mpassed"));
    assert!(!report.to_string().contains('\x1b'));
}
