//! One of two fields is dropped, the wrong one.

use http::header::{self, HeaderName};

use super::fault::{Fault, has, is_read, misread, tag};
use crate::site::BOTH;

pub(crate) fn faults() -> Vec<Fault> {
    vec![
        // By date although the tag is another one.
        misread(
            "precedence/other-tag-over-same-date",
            BOTH,
            |site, request| {
                let tag = tag(site, request);
                let differs =
                    request.headers().get(header::IF_NONE_MATCH) != tag.parse().ok().as_ref();
                if has(request, &header::IF_MODIFIED_SINCE) && differs && is_read(request) {
                    request.headers_mut().remove(header::IF_NONE_MATCH);
                }
            },
        ),
        // Only where tag and date agree.
        misread(
            "precedence/same-tag-over-earlier-date",
            BOTH,
            |site, request| {
                let tag = tag(site, request);
                let same =
                    request.headers().get(header::IF_NONE_MATCH) == tag.parse().ok().as_ref();
                if has(request, &header::IF_MODIFIED_SINCE) && same && is_read(request) {
                    request.headers_mut().remove(header::IF_NONE_MATCH);
                }
            },
        ),
        dropped_beside(
            "precedence/if-match-over-if-unmodified-since",
            header::IF_MATCH,
            header::IF_UNMODIFIED_SINCE,
        ),
        dropped_beside(
            "precedence/if-match-before-if-none-match",
            header::IF_MATCH,
            header::IF_NONE_MATCH,
        ),
        dropped_beside(
            "precedence/if-unmodified-since-before-if-none-match",
            header::IF_UNMODIFIED_SINCE,
            header::IF_NONE_MATCH,
        ),
        misread("precedence/both-hold", BOTH, |site, request| {
            let tag = tag(site, request);
            let same = request.headers().get(header::IF_MATCH) == tag.parse().ok().as_ref();
            if same && is_read(request) {
                request.headers_mut().remove(header::IF_NONE_MATCH);
            }
        }),
        misread(
            "precedence/not-modified-before-range",
            BOTH,
            |_, request| {
                if request
                    .headers()
                    .get(header::RANGE)
                    .is_some_and(|range| range == "bytes=0-0")
                {
                    request.headers_mut().remove(header::IF_NONE_MATCH);
                }
            },
        ),
        dropped_beside(
            "precedence/date-before-range",
            header::IF_MODIFIED_SINCE,
            header::RANGE,
        ),
        misread("precedence/not-modified-before-416", BOTH, |_, request| {
            if request
                .headers()
                .get(header::RANGE)
                .is_some_and(|range| range != "bytes=0-0")
            {
                request.headers_mut().remove(header::IF_NONE_MATCH);
            }
        }),
        dropped_beside(
            "precedence/failed-before-range",
            header::IF_MATCH,
            header::RANGE,
        ),
    ]
}

fn dropped_beside(rule: &'static str, dropped: HeaderName, other: HeaderName) -> Fault {
    misread(rule, BOTH, move |_, request| {
        if has(request, &other) && is_read(request) {
            request.headers_mut().remove(&dropped);
        }
    })
}
