//! Writes that are done and must not be, and the other way round.

use std::future::poll_fn;
use std::task::Poll;

use bytes::Bytes;
use conditional_core::Decision;
use http::header::{self, HeaderMap};
use http::{Method, Request, Response, StatusCode};

use super::fault::{
    Fault, NONE, OLD, done_all_the_same, garbled, handled, has, later, misread, misread_in_reads,
    misread_in_writes, modified, parse, refuse, set, tag, wants_gzip,
};
use crate::site::{BOTH, DATE_ONLY, Kind, Site, text};

/// What the check sends for a tag that nobody has.
const OTHER: &str = "\"conditional-check\"";

type Change = fn(&Site, &Request<Bytes>, &str) -> Option<String>;

pub(crate) fn faults() -> Vec<Fault> {
    let mut faults = refused();
    faults.extend(done());
    faults.extend(created());
    faults
}

fn refused() -> Vec<Fault> {
    let if_match = |rule, change: Change| misread_in_writes(rule, BOTH, header::IF_MATCH, change);
    let if_none_match =
        |rule, change: Change| misread_in_writes(rule, BOTH, header::IF_NONE_MATCH, change);
    let since =
        |rule, change: Change| misread_in_writes(rule, BOTH, header::IF_UNMODIFIED_SINCE, change);
    let required = Kind {
        required: true,
        ..BOTH
    };
    vec![
        if_match("writes/current-tag", |site, request, line| {
            instead(NONE, line == tag(site, request), line)
        }),
        since("writes/current-date", |site, request, line| {
            instead(OLD, parse(line) == modified(site, request), line)
        }),
        if_match("writes/other-tag", |_, request, line| {
            instead("*", is(request.headers(), &header::IF_MATCH, OTHER), line)
        }),
        done_all_the_same("writes/other-tag-changes-nothing", BOTH, |_, request| {
            is(request.headers(), &header::IF_MATCH, OTHER)
        }),
        if_match("writes/list-of-others", |_, _, line| {
            instead("*", line.contains(", ") && line.ends_with(OTHER), line)
        }),
        if_match("writes/weak-tag", |_, _, line| {
            instead(line.trim_start_matches("W/"), true, line)
        }),
        // Django.
        if_match("writes/unreadable-tag", |_, _, line| {
            (line != "conditional-check").then(|| line.to_owned())
        }),
        if_none_match("writes/create-only", |site, request, line| {
            let there = site.entry(request.uri().path()).is_some();
            (!there || line != "*").then(|| line.to_owned())
        }),
        done_all_the_same("writes/create-only-changes-nothing", BOTH, |_, request| {
            request.uri().path() == "/entry" && is(request.headers(), &header::IF_NONE_MATCH, "*")
        }),
        handled("writes/if-none-match", BOTH, |site, request| {
            let fields = request.headers();
            let same = is(fields, &header::IF_NONE_MATCH, &tag(site, &request));
            if request.method() == Method::PUT && same {
                return refuse(304);
            }
            site.answer(&request)
        }),
        since("writes/earlier-date", |site, request, line| {
            let earlier = parse(line)? < modified(site, request)?;
            (!earlier).then(|| line.to_owned())
        }),
        done_all_the_same(
            "writes/earlier-date-changes-nothing",
            BOTH,
            |site, request| {
                let date = text(request.headers(), &header::IF_UNMODIFIED_SINCE);
                let date = date.and_then(|date| parse(&date));
                date.is_some_and(|date| Some(date) < modified(site, request))
                    && !has(request, &header::IF_MATCH)
            },
        ),
        misread("writes/required", required, |_, request| {
            if is_unconditional(request) {
                set(request, header::IF_MATCH, "*");
            }
        }),
        done_all_the_same("writes/required-changes-nothing", required, |_, request| {
            is_unconditional(request)
        }),
    ]
}

fn done() -> Vec<Fault> {
    let if_match = |rule, change: Change| misread_in_writes(rule, BOTH, header::IF_MATCH, change);
    vec![
        if_match("writes/star", |site, request, line| {
            let there = site.entry(request.uri().path()).is_some();
            instead(NONE, there && line == "*", line)
        }),
        if_match("writes/list", |_, _, line| {
            instead(NONE, line.contains(", "), line)
        }),
        misread("writes/second-line", BOTH, |_, request| {
            let first = request.headers().get(header::IF_MATCH).cloned();
            if let Some(first) = first.filter(|_| request.method() == Method::PUT) {
                request.headers_mut().insert(header::IF_MATCH, first);
            }
        }),
        misread("writes/date-beside-tag", BOTH, |_, request| {
            let both = has(request, &header::IF_UNMODIFIED_SINCE);
            if request.method() == Method::PUT && both {
                request.headers_mut().remove(header::IF_MATCH);
            }
        }),
        handled("writes/if-modified-since", BOTH, |site, request| {
            let since = has(&request, &header::IF_MODIFIED_SINCE);
            if request.method() == Method::PUT && since {
                return refuse(304);
            }
            site.answer(&request)
        }),
        misread(
            "writes/new-tag",
            kind(|kind| kind.constant = true),
            |_, _| {},
        ),
        misread(
            "writes/same-second-tag",
            kind(|kind| kind.by_second = true),
            |_, _| {},
        ),
        // Takes every tag that it ever gave.
        if_match("writes/old-tag", |site, request, line| {
            instead("*", is_old(site, request, line), line)
        }),
        // Keeps the tag in a cache that no write clears.
        misread_in_reads(
            "writes/old-tag-is-not-current",
            BOTH,
            header::IF_NONE_MATCH,
            |site, request, line| instead("*", is_old(site, request, line), line),
        ),
        // Keeps the date in a cache that no write clears.
        misread_in_reads(
            "writes/old-date-is-not-current",
            BOTH,
            header::IF_MODIFIED_SINCE,
            |site, request, line| {
                let changed = site.entry(request.uri().path())?.version > 1;
                let old = changed && parse(line)? < modified(site, request)?;
                let modified = httpdate::fmt_http_date(modified(site, request)?);
                // Asked in the second of the change, which the core answers 200 by itself.
                if old {
                    site.clock.advance(std::time::Duration::from_secs(1));
                }
                instead(&modified, old, line)
            },
        ),
        on_answer_to_put("writes/answer-etag", |answer| {
            set(answer, header::ETAG, "\"of-before\"");
        }),
        on_answer_to_put("writes/answer-last-modified", |answer| {
            set(answer, header::LAST_MODIFIED, OLD);
        }),
        misread_in_writes(
            "writes/tag-of-gzip-copy",
            BOTH,
            header::IF_MATCH,
            |_, request, line| instead(NONE, wants_gzip(request), line),
        ),
        later("writes/two-writers", BOTH, |site, request| {
            Box::pin(check_then_write(site, request))
        }),
        misread(
            "writes/same-second-last-modified",
            kind(|kind| kind.hasty = true),
            |_, _| {},
        ),
        garbled("writes/same-second-date", DATE_ONLY, |_, answer| {
            if is(answer.headers(), &header::CACHE_CONTROL, "no-store") {
                set(answer, header::CACHE_CONTROL, "private, max-age=60");
            }
        }),
    ]
}

fn created() -> Vec<Fault> {
    vec![
        misread("writes/missing-if-match", BOTH, |site, request| {
            let missing = site.entry(request.uri().path()).is_none();
            if request.method() == Method::PUT && missing {
                request.headers_mut().remove(header::IF_MATCH);
            }
        }),
        handled("writes/create", BOTH, |site, request| {
            let missing = site.entry(request.uri().path()).is_none();
            let create = is(request.headers(), &header::IF_NONE_MATCH, "*");
            if request.method() == Method::PUT && missing && create {
                return refuse(412);
            }
            site.answer(&request)
        }),
        misread("writes/create-again", BOTH, |_, request| {
            if request.method() == Method::PUT && request.uri().path() == "/new" {
                request.headers_mut().remove(header::IF_NONE_MATCH);
            }
        }),
    ]
}

#[expect(clippy::unnecessary_wraps, reason = "of the type that the table wants")]
fn instead(other: &str, when: bool, line: &str) -> Option<String> {
    Some(if when { other } else { line }.to_owned())
}

fn kind(change: fn(&mut Kind)) -> Kind {
    let mut kind = BOTH;
    change(&mut kind);
    kind
}

fn is(headers: &HeaderMap, name: &header::HeaderName, value: &str) -> bool {
    text(headers, name).is_some_and(|line| line == value)
}

fn is_unconditional(request: &Request<Bytes>) -> bool {
    let fields = [
        header::IF_MATCH,
        header::IF_NONE_MATCH,
        header::IF_UNMODIFIED_SINCE,
    ];
    request.method() == Method::PUT && !fields.iter().any(|name| has(request, name))
}

/// A tag of an earlier version.
fn is_old(site: &Site, request: &Request<Bytes>, line: &str) -> bool {
    let version = |tag: &str| {
        let number = tag.strip_prefix("\"v")?.split('.').next()?;
        number.parse::<u64>().ok()
    };
    let entry = site.entry(request.uri().path());
    version(line).is_some_and(|old| entry.is_some_and(|entry| old < entry.version))
}

fn on_answer_to_put(rule: &'static str, change: fn(&mut Response<Bytes>)) -> Fault {
    garbled(rule, BOTH, move |request, answer| {
        if request.method() == Method::PUT && answer.status().is_success() {
            change(answer);
        }
    })
}

/// The gap between check and write, into which another writer fits.
async fn check_then_write(site: Site, request: Request<Bytes>) -> Response<Bytes> {
    let entry = site.entry(request.uri().path());
    let holds = site.decide(&request, entry.as_ref()) == Decision::Proceed;
    if request.method() != Method::PUT || !holds || entry.is_none() {
        return site.answer(&request);
    }
    let mut waited = false;
    poll_fn(|cx| {
        cx.waker().wake_by_ref();
        if std::mem::replace(&mut waited, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    site.store(request.uri().path(), request.body().clone());
    refuse(StatusCode::OK.as_u16())
}
