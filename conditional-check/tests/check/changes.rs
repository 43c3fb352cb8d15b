//! Resources that change while they are checked.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use conditional_check::in_process::InProcess;
use conditional_check::{Check, Outcome, Report};
use http::{Method, Request, header};
use http_body_util::Full;
use tower::service_fn;

use crate::faults::fault::{check, handled, refuse};
use crate::site::{BOTH, DATE_ONLY, Kind, Site, TAG_ONLY};

/// A site to which something is done before each of the first 600 requests.
fn checked(kind: Kind, before: fn(&Site, usize)) -> Check {
    let site = Site::new(kind);
    let clock = site.clock.clone();
    let count = Arc::new(AtomicUsize::new(0));
    let service = service_fn(move |request: Request<Full<Bytes>>| {
        before(&site, count.fetch_add(1, Ordering::Relaxed));
        let (parts, _) = request.into_parts();
        let answer = site.answer(&Request::from_parts(parts, Bytes::new()));
        async move { Ok::<_, Infallible>(answer.map(Full::new)) }
    });
    Check::new(InProcess::new(service).with_clock(clock), "/entry")
}

fn passed(report: &Report, name: &str) -> bool {
    let mut results = report.results().iter();
    let result = results.find(|result| result.rule().name() == name);
    result.unwrap().outcome() == &Outcome::Passed
}

#[tokio::test]
async fn a_rule_that_meets_a_change_is_asked_again() {
    for kind in [BOTH, TAG_ONLY, DATE_ONLY] {
        let report = checked(kind, |site, count| {
            if count % 17 == 2 {
                site.store("/entry", Bytes::from(format!("version {count}")));
            }
        });
        report.await.assert_passed();
    }
}

#[tokio::test]
async fn a_rule_that_is_broken_in_the_second_of_a_change_is_asked_again_in_the_next() {
    let hasty = Kind {
        hasty: true,
        ..DATE_ONLY
    };
    let check = checked(hasty, |site, count| {
        if count == 0 {
            site.touch("/entry");
        }
    });
    // It would let the second pass.
    let report = check.skip("validators/stable-date").await;
    report.assert_passed();
    assert!(passed(&report, "if-modified-since/same-date"), "{report}");
}

#[tokio::test]
async fn a_broken_rule_is_asked_once_where_nothing_changes() {
    for (rule, method, field) in [
        ("if-none-match/star", Method::GET, header::IF_NONE_MATCH),
        ("writes/star", Method::PUT, header::IF_MATCH),
    ] {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let fault = handled(rule, BOTH, move |site, request| {
            let is_star = request
                .headers()
                .get(&field)
                .is_some_and(|line| line == "*");
            if is_star && request.method() == method && request.uri().path() == "/entry" {
                count.fetch_add(1, Ordering::Relaxed);
                return refuse(412);
            }
            site.answer(&request)
        });
        let report = check(&fault).await;
        let broken: Vec<_> = report.broken().map(|result| result.rule().name()).collect();
        assert_eq!(broken, [rule]);
        assert_eq!(asked.load(Ordering::Relaxed), 1, "{rule}");
    }
}

#[tokio::test]
async fn a_date_that_is_left_out_in_the_second_of_a_change_is_waited_for() {
    let report = checked(DATE_ONLY, |site, count| {
        if count == 0 {
            site.touch("/entry");
        }
    });
    let report = report.await;
    report.assert_passed();
    assert!(passed(&report, "validators/present"), "{report}");
    assert!(passed(&report, "if-modified-since/same-date"), "{report}");
}

#[tokio::test]
async fn a_clock_that_moves_on_by_itself_is_no_fault() {
    let report = checked(BOTH, |site, _| {
        site.clock.advance(Duration::from_millis(30));
    });
    report.await.assert_passed();
}
