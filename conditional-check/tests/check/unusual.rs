//! Servers that are right, each in a way of its own: nothing is called wrong.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use conditional_check::{Outcome, Report};
use http::header;
use http::{Method, Request, Response, StatusCode};

use crate::faults::fault::{Fault, check, garbled, handled, has, misread, refuse, set};
use crate::site::{BOTH, DATE_ONLY, Kind, TAG_ONLY, text};

const LOGIN: Kind = Kind {
    login: true,
    ..BOTH
};

async fn passes(server: Fault) {
    check(&server).await.assert_passed();
}

async fn passed(server: Fault) -> Report {
    let report = check(&server).await;
    report.assert_passed();
    report
}

/// What a server says on each 304.
fn on_304(change: impl Fn(&Request<Bytes>, &mut Response<Bytes>) + Send + Sync + 'static) -> Fault {
    garbled("", BOTH, move |request, answer| {
        if answer.status() == StatusCode::NOT_MODIFIED {
            change(request, answer);
        }
    })
}

fn is_skipped(report: &Report, name: &str, reason: &str) -> bool {
    let mut results = report.results().iter();
    let result = results.find(|result| result.rule().name() == name);
    result.unwrap().outcome() == &Outcome::Skipped(reason.to_owned())
}

#[tokio::test]
async fn a_304_may_say_the_same_in_another_order() {
    let server = on_304(|_, answer| {
        for name in [header::VARY, header::CACHE_CONTROL] {
            let line = text(answer.headers(), &name).unwrap();
            let members: Vec<_> = line.split(", ").collect();
            let turned: Vec<_> = members.into_iter().rev().collect();
            set(answer, name, &turned.join(","));
        }
    });
    passes(server).await;
}

#[tokio::test]
async fn a_304_may_count_its_max_age_down() {
    let server = on_304(|_, answer| {
        set(answer, header::CACHE_CONTROL, "private, max-age=55");
    });
    passes(server).await;
}

#[tokio::test]
async fn a_304_or_206_may_expire_later_than_the_200() {
    let server = garbled("", BOTH, |_, answer| {
        let is_other = matches!(answer.status().as_u16(), 206 | 304);
        if is_other {
            set(answer, header::EXPIRES, "Thu, 31 Dec 2026 23:59:59 GMT");
        }
    });
    passes(server).await;
}

#[tokio::test]
async fn a_304_may_have_the_length_of_the_200() {
    let server = handled("", BOTH, |site, request| {
        let mut answer = site.answer(&request);
        if answer.status() == StatusCode::NOT_MODIFIED {
            let mut plain = request;
            plain.headers_mut().remove(header::IF_NONE_MATCH);
            plain.headers_mut().remove(header::IF_MODIFIED_SINCE);
            *plain.method_mut() = Method::GET;
            let length = site.answer(&plain).body().len();
            set(&mut answer, header::CONTENT_LENGTH, &length.to_string());
        }
        answer
    });
    passes(server).await;
}

/// A server that does not know by the date which copy is meant.
#[tokio::test]
async fn a_304_by_date_may_name_the_copy_weakly() {
    let server = on_304(|request, answer| {
        if !has(request, &header::IF_NONE_MATCH) {
            let tag = text(answer.headers(), &header::ETAG).unwrap();
            set(answer, header::ETAG, &format!("W/{tag}"));
        }
    });
    passes(server).await;
}

#[tokio::test]
async fn head_may_leave_out_what_takes_the_content_to_know() {
    let server = garbled("", BOTH, |request, answer| {
        if request.method() == Method::HEAD {
            for name in [header::ETAG, header::LAST_MODIFIED, header::CONTENT_LENGTH] {
                answer.headers_mut().remove(name);
            }
        }
    });
    passes(server).await;
}

#[tokio::test]
async fn a_206_may_leave_the_length_of_the_whole_open() {
    let server = garbled("", BOTH, |_, answer| {
        if answer.status() == StatusCode::PARTIAL_CONTENT {
            set(answer, header::CONTENT_RANGE, "bytes 0-0/*");
        }
    });
    passes(server).await;
}

#[tokio::test]
async fn a_server_may_send_no_ranges() {
    let server = misread("", BOTH, |_, request| {
        request.headers_mut().remove(header::RANGE);
    });
    let report = passed(server).await;
    let reason = "the server sends no ranges of it";
    assert!(is_skipped(&report, "if-range/other-tag", reason));
}

#[tokio::test]
async fn a_server_may_decline_long_fields_and_odd_octets() {
    let server = handled("", BOTH, |site, request| {
        let mut lines = request.headers().values();
        if lines.any(|line| line.len() > 4096) {
            return refuse(431);
        }
        let mut lines = request.headers().values();
        if lines.any(|line| !line.as_bytes().is_ascii()) {
            return refuse(400);
        }
        site.answer(&request)
    });
    let report = passed(server).await;
    let declined = |status| format!("the server declines such a field ({status})");
    for name in ["if-none-match/long-list", "if-none-match/linear-time"] {
        assert!(is_skipped(&report, name, &declined(431)), "{report}");
    }
    for name in ["if-none-match/obs-text", "if-match/obs-text"] {
        assert!(is_skipped(&report, name, &declined(400)), "{report}");
    }
}

#[tokio::test]
async fn a_busy_server_may_be_slow_twice() {
    let asked = AtomicUsize::new(0);
    let server = handled("", BOTH, move |site, request| {
        let line = request.headers().get(header::IF_NONE_MATCH);
        let is_odd = line.is_some_and(|line| line.len() > 4096 && line.as_bytes().ends_with(b"x"));
        if is_odd && asked.fetch_add(1, Ordering::Relaxed) % 3 < 2 {
            site.clock.advance(Duration::from_secs(1));
        }
        site.answer(&request)
    });
    passes(server).await;
}

#[tokio::test]
async fn a_server_may_refuse_media_types_that_it_does_not_have() {
    let server = handled("", BOTH, |site, request| {
        let accept = text(request.headers(), &header::ACCEPT);
        if accept.is_some_and(|accept| accept == "application/xml") {
            return refuse(406);
        }
        site.answer(&request)
    });
    passes(server).await;
}

/// The user's own fields are all that the answers of this one depend on.
fn constant(request: &mut Request<Bytes>) {
    for name in [
        header::ACCEPT,
        header::ACCEPT_ENCODING,
        header::ACCEPT_LANGUAGE,
        header::ORIGIN,
    ] {
        request.headers_mut().remove(name);
    }
}

#[tokio::test]
async fn what_depends_on_nothing_needs_no_vary() {
    let server = handled("", BOTH, |site, mut request| {
        constant(&mut request);
        request.headers_mut().remove(header::COOKIE);
        let mut answer = site.answer(&request);
        answer.headers_mut().remove(header::VARY);
        if has_policy(&answer) {
            set(&mut answer, header::CACHE_CONTROL, "public, max-age=60");
        }
        answer
    });
    let report = passed(server).await;
    for (name, field) in [
        ("vary/accept", "Accept"),
        ("vary/accept-language", "Accept-Language"),
        ("private/cookie", "Cookie"),
        ("private/authorization", "Authorization"),
    ] {
        let reason = format!("the answer does not depend on {field}");
        assert!(is_skipped(&report, name, &reason), "{report}");
    }
}

fn has_policy(answer: &Response<Bytes>) -> bool {
    answer.headers().contains_key(header::CACHE_CONTROL)
}

/// Each user's own content, kept apart in one way.
fn kept_apart(kind: Kind, policy: &'static str, vary: &'static str) -> Fault {
    handled("", kind, move |site, mut request| {
        constant(&mut request);
        let mut answer = site.answer(&request);
        if has_policy(&answer) {
            set(&mut answer, header::CACHE_CONTROL, policy);
            set(&mut answer, header::VARY, vary);
        }
        answer
    })
}

#[tokio::test]
async fn there_are_several_ways_to_keep_the_answers_of_users_apart() {
    passes(kept_apart(BOTH, "private, max-age=60", "accept")).await;
    passes(kept_apart(BOTH, "no-store", "accept")).await;
    passes(kept_apart(BOTH, "public, max-age=60", "cookie")).await;
    passes(kept_apart(BOTH, "public, max-age=60", "*")).await;
    passes(kept_apart(LOGIN, "private, max-age=60", "accept")).await;
    let vary = "cookie, authorization";
    passes(kept_apart(LOGIN, "public, max-age=60", vary)).await;
    // For a login's sake shared caches keep nothing by themselves (RFC 9111 §3.5).
    passes(kept_apart(LOGIN, "max-age=60", "cookie")).await;
}

/// A page with a nonce in it.
#[tokio::test]
async fn a_page_may_be_new_each_time_under_a_new_tag() {
    let count = AtomicUsize::new(0);
    let server = handled("", TAG_ONLY, move |site, mut request| {
        constant(&mut request);
        request.headers_mut().remove(header::RANGE);
        let mut answer = site.answer(&request);
        let count = count.fetch_add(1, Ordering::Relaxed);
        answer.headers_mut().remove(header::VARY);
        answer.headers_mut().remove(header::CONTENT_LENGTH);
        if answer.status() == StatusCode::OK {
            set(&mut answer, header::ETAG, &format!("\"{count}\""));
        }
        if request.method() == Method::GET {
            *answer.body_mut() = Bytes::from(format!("with the nonce {count}"));
        }
        answer
    });
    let report = passed(server).await;
    let reason = "the content is new each time";
    for name in ["validators/stable-tag", "vary/accept", "private/cookie"] {
        assert!(is_skipped(&report, name, reason), "{name}: {report}");
    }
}

/// The answer to those who did not log in.
async fn refuses_strangers(kind: Kind, change: fn(&mut Response<Bytes>)) {
    let server = garbled("", kind, move |_, answer| {
        if answer.status() == StatusCode::UNAUTHORIZED {
            change(answer);
        }
    });
    passes(server).await;
}

#[tokio::test]
async fn a_login_page_may_have_a_tag_of_its_own() {
    refuses_strangers(LOGIN, |answer| {
        set(answer, header::ETAG, "\"of-the-login-page\"");
    })
    .await;
    let without_tags = Kind {
        login: true,
        ..DATE_ONLY
    };
    refuses_strangers(without_tags, |_| {}).await;
}

#[tokio::test]
async fn a_server_may_hide_from_strangers_that_there_is_anything() {
    for status in [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND] {
        let server = garbled("", LOGIN, move |_, answer| {
            if answer.status() == StatusCode::UNAUTHORIZED {
                *answer.status_mut() = status;
            }
        });
        let report = passed(server).await;
        let mut results = report.results().iter();
        let result = results.find(|result| result.rule().name() == "errors/unauthorized");
        assert_eq!(result.unwrap().outcome(), &Outcome::Passed);
    }
}

#[tokio::test]
async fn answers_to_writes_may_have_no_validators() {
    let server = garbled("", BOTH, |request, answer| {
        if request.method() == Method::PUT {
            answer.headers_mut().remove(header::ETAG);
        }
    });
    let report = passed(server).await;
    let reason = "the answer to the write has no ETag";
    assert!(is_skipped(&report, "writes/answer-etag", reason));
}

#[tokio::test]
async fn a_missing_page_may_have_a_tag_of_its_own() {
    let server = garbled("", BOTH, |_, answer| {
        if answer.status() == StatusCode::NOT_FOUND {
            *answer.status_mut() = StatusCode::GONE;
            set(answer, header::ETAG, "\"of-the-error-page\"");
        }
    });
    passes(server).await;
}
