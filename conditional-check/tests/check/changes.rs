//! Resources that change while they are checked.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use conditional_check::Check;
use conditional_check::in_process::InProcess;
use http::Request;
use http_body_util::Full;
use tower::service_fn;

use crate::site::{BOTH, DATE_ONLY, Kind, Site};

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

#[tokio::test]
async fn a_rule_that_meets_a_change_is_asked_again() {
    let report = checked(BOTH, |site, count| {
        if count % 50 == 2 {
            site.store("/entry", Bytes::from(format!("version {count}")));
        }
    });
    report.await.assert_passed();
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
    let passed = |name| {
        let mut results = report.results().iter();
        let result = results.find(|result| result.rule().name() == name);
        result.unwrap().outcome() == &conditional_check::Outcome::Passed
    };
    assert!(passed("validators/present"), "{report}");
    assert!(passed("if-modified-since/same-date"), "{report}");
}

#[tokio::test]
async fn a_clock_that_moves_on_by_itself_is_no_fault() {
    let report = checked(BOTH, |site, _| {
        site.clock.advance(Duration::from_millis(30));
    });
    report.await.assert_passed();
}
