//! `If-Modified-Since` and `If-Unmodified-Since` on reads, misread.

use bytes::Bytes;
use http::Request;
use http::header;

use super::fault::{
    Fault, OLD, SECOND, date, handled, is_read, misread_in_reads, modified, parse, refuse,
};
use crate::site::{BOTH, Site, TAG_ONLY, text};

type Change = fn(&Site, &Request<Bytes>, &str) -> Option<String>;

pub(crate) fn faults() -> Vec<Fault> {
    let mut faults = if_modified_since();
    faults.extend(if_unmodified_since());
    faults
}

fn if_modified_since() -> Vec<Fault> {
    let fault =
        |rule, change: Change| misread_in_reads(rule, BOTH, header::IF_MODIFIED_SINCE, change);
    vec![
        fault("if-modified-since/same-date", |site, request, line| {
            keep(parse(line) != modified(site, request), line)
        }),
        // Takes the second before for the same one.
        fault("if-modified-since/earlier-date", |site, request, line| {
            let first = site.entry(request.uri().path())?.version == 1;
            let earlier = modified(site, request)? - SECOND;
            if first && parse(line) == Some(earlier) {
                return Some(date(earlier + SECOND));
            }
            Some(line.to_owned())
        }),
        // nginx, unless told otherwise.
        fault("if-modified-since/later-date", |site, request, line| {
            keep(parse(line) <= modified(site, request), line)
        }),
        fault("if-modified-since/rfc-850-form", |_, _, line| {
            keep(!line.contains("day,"), line)
        }),
        fault("if-modified-since/asctime-form", |_, _, line| {
            keep(line.contains(','), line)
        }),
        fault("if-modified-since/white-space", |_, _, line| {
            keep(!line.starts_with(' '), line)
        }),
        fault("if-modified-since/unreadable", |site, request, line| {
            let now = date(modified(site, request)?);
            Some(if line == "yesterday" {
                now
            } else {
                line.to_owned()
            })
        }),
        fault("if-modified-since/two-dates", |_, _, line| {
            Some(first(line))
        }),
        // As an unsigned number of seconds, it is far in the future.
        fault("if-modified-since/before-1970", |site, request, line| {
            let later = date(modified(site, request)?);
            Some(if line.contains("1969") {
                later
            } else {
                line.to_owned()
            })
        }),
        handled("if-modified-since/far-dates", BOTH, |site, request| {
            let field = request.headers().get(header::IF_MODIFIED_SINCE);
            if field.is_some_and(|line| line.to_str().is_ok_and(|line| line.contains(" 9999 "))) {
                return refuse(500);
            }
            site.answer(&request)
        }),
    ]
}

fn if_unmodified_since() -> Vec<Fault> {
    let fault =
        |rule, change: Change| misread_in_reads(rule, BOTH, header::IF_UNMODIFIED_SINCE, change);
    vec![
        fault("if-unmodified-since/same-date", |site, request, line| {
            old(parse(line) == modified(site, request), line)
        }),
        fault("if-unmodified-since/later-date", |site, request, line| {
            old(parse(line) > modified(site, request), line)
        }),
        fault("if-unmodified-since/earlier-date", |_, _, _| None),
        fault("if-unmodified-since/rfc-850-form", |_, _, line| {
            keep(!line.contains("day,"), line)
        }),
        fault("if-unmodified-since/asctime-form", |_, _, line| {
            keep(line.contains(','), line)
        }),
        fault("if-unmodified-since/before-1970", |_, _, line| {
            keep(!line.contains("1969"), line)
        }),
        fault("if-unmodified-since/white-space", |_, _, line| {
            keep(!line.starts_with(' '), line)
        }),
        fault("if-unmodified-since/unreadable", |_, _, line| {
            old(line == "yesterday", line)
        }),
        fault("if-unmodified-since/two-dates", |_, _, line| {
            Some(first(line))
        }),
        handled(
            "if-unmodified-since/no-date-to-compare",
            TAG_ONLY,
            |site, request| {
                let there = site.entry(request.uri().path()).is_some();
                let date = text(request.headers(), &header::IF_UNMODIFIED_SINCE);
                let date = date.and_then(|date| parse(&date));
                if there && is_read(&request) && date.is_some() {
                    return refuse(412);
                }
                site.answer(&request)
            },
        ),
    ]
}

fn keep(when: bool, line: &str) -> Option<String> {
    when.then(|| line.to_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "of the type that the table wants")]
fn old(when: bool, line: &str) -> Option<String> {
    Some(if when { OLD } else { line }.to_owned())
}

/// The first of two dates in one line.
fn first(line: &str) -> String {
    let end = line.find("GMT, ").map_or(line.len(), |end| end + 3);
    line.get(..end).unwrap_or_default().to_owned()
}
