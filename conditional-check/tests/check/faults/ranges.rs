//! 206 with too little, and to those who must not get it.

use bytes::Bytes;
use http::StatusCode;
use http::header::{self, HeaderName};

use super::fault::{
    Fault, NONE, OLD, date, garbled, handled, has, misread_in_reads, modified, parse, refuse, set,
    tag,
};
use crate::site::BOTH;

pub(crate) fn faults() -> Vec<Fault> {
    let mut faults = partial();
    faults.extend(if_range());
    faults
}

fn partial() -> Vec<Fault> {
    vec![
        garbled("ranges/content-range", BOTH, |_, answer| {
            if answer.status() == StatusCode::PARTIAL_CONTENT {
                set(answer, header::CONTENT_RANGE, "bytes 0-1/2");
            }
        }),
        garbled("ranges/content-range", BOTH, |_, answer| {
            if answer.status() == StatusCode::PARTIAL_CONTENT {
                *answer.body_mut() = Bytes::from_static(b"te");
            }
        }),
        without("ranges/cache-control", header::CACHE_CONTROL),
        without("ranges/content-location", header::CONTENT_LOCATION),
        without("ranges/etag", header::ETAG),
        without("ranges/expires", header::EXPIRES),
        without("ranges/vary", header::VARY),
    ]
}

fn without(rule: &'static str, name: HeaderName) -> Fault {
    garbled(rule, BOTH, move |_, answer| {
        if answer.status() == StatusCode::PARTIAL_CONTENT {
            answer.headers_mut().remove(&name);
        }
    })
}

fn if_range() -> Vec<Fault> {
    vec![
        misread_in_reads(
            "if-range/same-tag",
            BOTH,
            header::IF_RANGE,
            |site, request, line| {
                Some(
                    if line == tag(site, request) {
                        NONE
                    } else {
                        line
                    }
                    .to_owned(),
                )
            },
        ),
        // tower-http's ServeDir 0.7.
        misread_in_reads("if-range/other-tag", BOTH, header::IF_RANGE, |_, _, _| None),
        misread_in_reads("if-range/weak-tag", BOTH, header::IF_RANGE, |_, _, line| {
            Some(line.trim_start_matches("W/").to_owned())
        }),
        misread_in_reads(
            "if-range/same-date",
            BOTH,
            header::IF_RANGE,
            |site, request, line| {
                let same = parse(line) == modified(site, request);
                Some(if same { OLD } else { line }.to_owned())
            },
        ),
        misread_in_reads(
            "if-range/earlier-date",
            BOTH,
            header::IF_RANGE,
            |site, request, line| {
                let now = modified(site, request)?;
                let earlier = parse(line).is_some_and(|time| time < now);
                Some(if earlier { date(now) } else { line.to_owned() })
            },
        ),
        // Werkzeug and Express: "not modified since" instead of "the very date".
        misread_in_reads(
            "if-range/later-date",
            BOTH,
            header::IF_RANGE,
            |site, request, line| {
                let now = modified(site, request)?;
                let later = parse(line).is_some_and(|time| time > now);
                Some(if later { date(now) } else { line.to_owned() })
            },
        ),
        misread_in_reads(
            "if-range/unreadable",
            BOTH,
            header::IF_RANGE,
            |_, _, line| (line != "conditional-check").then(|| line.to_owned()),
        ),
        handled("if-range/without-range", BOTH, |site, request| {
            if has(&request, &header::IF_RANGE) && !has(&request, &header::RANGE) {
                return refuse(412);
            }
            site.answer(&request)
        }),
    ]
}
