//! `If-None-Match` and `If-Match` on reads, misread.

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http::header::{self, HeaderName};

use super::fault::{Fault, NONE, handled, is_read, misread, misread_in_reads, tag};
use crate::site::{BOTH, Site};

/// What the check sends for a tag that nobody has.
const OTHER: &str = "\"conditional-check\"";

pub(crate) fn faults() -> Vec<Fault> {
    let mut faults = if_none_match();
    faults.extend(if_match());
    faults
}

fn if_none_match() -> Vec<Fault> {
    let fault = |rule, change: Change| misread_in_reads(rule, BOTH, header::IF_NONE_MATCH, change);
    vec![
        fault("if-none-match/same-tag", |site, request, line| {
            instead(NONE, line == tag(site, request), line)
        }),
        fault("if-none-match/other-tag", |_, _, _| Some("*".to_owned())),
        fault("if-none-match/weak-comparison", |_, _, line| {
            instead(NONE, line.starts_with("W/") && !line.contains(','), line)
        }),
        fault("if-none-match/star", |_, _, line| {
            instead(NONE, line == "*", line)
        }),
        fault("if-none-match/quoted-star", |_, _, line| {
            instead("*", line == "\"*\"", line)
        }),
        fault("if-none-match/case", in_any_case),
        fault("if-none-match/part-of-a-tag", |site, request, line| {
            let tag = tag(site, request);
            let longer = format!("\"x{}x\"", tag.trim_matches('"'));
            instead(&tag, line == longer, line)
        }),
        fault("if-none-match/white-space", |_, _, line| {
            instead(NONE, line.starts_with(' '), line)
        }),
        fault("if-none-match/unreadable", |_, _, line| {
            instead("*", line == "\"conditional-check", line)
        }),
        fault("if-none-match/list", |_, _, line| {
            instead(NONE, line.contains(','), line)
        }),
        fault("if-none-match/list-of-others", |_, _, line| {
            instead("*", line.contains(", ") && line.ends_with(OTHER), line)
        }),
        fault("if-none-match/first-of-list", |site, request, line| {
            let rest = line.strip_prefix(&format!("{}, ", tag(site, request)));
            Some(rest.unwrap_or(line).to_owned())
        }),
        fault("if-none-match/list-without-spaces", |_, _, line| {
            instead(NONE, line.contains("\",\""), line)
        }),
        fault("if-none-match/list-with-tabs", |_, _, line| {
            instead(NONE, line.contains("\t,\t"), line)
        }),
        fault("if-none-match/empty-members", |_, _, line| {
            instead(NONE, line.starts_with(','), line)
        }),
        first_line_only("if-none-match/second-line", header::IF_NONE_MATCH),
        last_line_only("if-none-match/first-line", header::IF_NONE_MATCH),
        fault("if-none-match/weak-in-list", |_, _, line| {
            instead(NONE, line.contains("W/\"a\", "), line)
        }),
        fault("if-none-match/comma-in-another-tag", |_, _, line| {
            instead(NONE, line.contains("\"x,y\""), line)
        }),
        fault(
            "if-none-match/comma-does-not-split",
            |site, request, line| {
                let tag = tag(site, request);
                let one = format!("\"x,{},y\"", tag.trim_matches('"'));
                instead(&tag, line == one, line)
            },
        ),
        fault("if-none-match/punctuation-in-another-tag", |_, _, line| {
            instead(NONE, line.contains('\\'), line)
        }),
        fault("if-none-match/obs-text", |_, _, line| {
            instead(NONE, !line.is_ascii(), line)
        }),
        fault("if-none-match/long-list", |_, _, line| {
            instead(NONE, line.len() > 4096, line)
        }),
        handled("if-none-match/linear-time", BOTH, |site, request| {
            in_quadratic_time(site, &request)
        }),
    ]
}

fn if_match() -> Vec<Fault> {
    let fault = |rule, change: Change| misread_in_reads(rule, BOTH, header::IF_MATCH, change);
    vec![
        fault("if-match/same-tag", |site, request, line| {
            instead(NONE, line == tag(site, request), line)
        }),
        fault("if-match/other-tag", |_, _, _| Some("*".to_owned())),
        fault("if-match/strong-comparison", |_, _, line| {
            Some(line.trim_start_matches("W/").to_owned())
        }),
        fault("if-match/star", |_, _, line| {
            instead(NONE, line == "*", line)
        }),
        fault("if-match/list", |_, _, line| {
            instead(NONE, line.contains(", "), line)
        }),
        fault("if-match/list-of-others", |_, _, line| {
            instead("*", line.contains(", ") && line.ends_with(OTHER), line)
        }),
        first_line_only("if-match/second-line", header::IF_MATCH),
        fault("if-match/empty-members", |_, _, line| {
            instead(NONE, line.starts_with(','), line)
        }),
        fault("if-match/comma-in-another-tag", |_, _, line| {
            instead(NONE, line.contains("\"x,y\""), line)
        }),
        fault("if-match/obs-text", |_, _, line| {
            instead(NONE, !line.is_ascii(), line)
        }),
        fault("if-match/white-space", |_, _, line| {
            instead(NONE, line.starts_with(' '), line)
        }),
        fault("if-match/case", in_any_case),
        fault("if-match/part-of-a-tag", |site, request, line| {
            let tag = tag(site, request);
            let part = line.contains(tag.trim_matches('"')) && line.starts_with("\"x");
            instead(&tag, part && !line.contains(','), line)
        }),
        fault("if-match/unreadable", |_, _, line| {
            instead("*", !line.contains('"') && line != "*", line)
        }),
    ]
}

type Change = fn(&Site, &Request<Bytes>, &str) -> Option<String>;

#[expect(clippy::unnecessary_wraps, reason = "of the type that the table wants")]
fn instead(other: &str, when: bool, line: &str) -> Option<String> {
    Some(if when { other } else { line }.to_owned())
}

fn in_any_case(site: &Site, request: &Request<Bytes>, line: &str) -> Option<String> {
    let tag = tag(site, request);
    instead(&tag, line.eq_ignore_ascii_case(&tag), line)
}

fn first_line_only(rule: &'static str, name: HeaderName) -> Fault {
    misread(rule, BOTH, move |_, request| {
        let first = request.headers().get(&name).cloned();
        if let Some(first) = first.filter(|_| is_read(request)) {
            request.headers_mut().insert(name.clone(), first);
        }
    })
}

fn last_line_only(rule: &'static str, name: HeaderName) -> Fault {
    misread(rule, BOTH, move |_, request| {
        let last = request.headers().get_all(&name).iter().next_back().cloned();
        if let Some(last) = last.filter(|_| is_read(request)) {
            request.headers_mut().insert(name.clone(), last);
        }
    })
}

fn in_quadratic_time(site: &Site, request: &Request<Bytes>) -> http::Response<Bytes> {
    if let Some(value) = request.headers().get(header::IF_NONE_MATCH) {
        let octets = u64::try_from(value.len()).unwrap();
        site.clock
            .advance(Duration::from_nanos(octets * octets * 25));
    }
    site.answer(request)
}
