//! HEAD that is not GET.

use http::header::{self, HeaderName};
use http::{Method, StatusCode};

use super::fault::{Fault, garbled, handled, misread, refuse, set};
use crate::site::BOTH;

pub(crate) fn faults() -> Vec<Fault> {
    vec![
        handled("head/status", BOTH, |site, request| {
            if request.method() == Method::HEAD {
                return refuse(405);
            }
            site.answer(&request)
        }),
        other_on_head("head/etag", header::ETAG, "\"of-head\""),
        other_on_head(
            "head/last-modified",
            header::LAST_MODIFIED,
            "Sun, 06 Nov 1994 08:49:37 GMT",
        ),
        other_on_head("head/cache-control", header::CACHE_CONTROL, "no-cache"),
        other_on_head("head/vary", header::VARY, "accept"),
        other_on_head("head/content-length", header::CONTENT_LENGTH, "7"),
        without_on_head("head/not-modified", header::IF_NONE_MATCH),
        without_on_head("head/if-match", header::IF_MATCH),
    ]
}

fn other_on_head(rule: &'static str, name: HeaderName, value: &'static str) -> Fault {
    garbled(rule, BOTH, move |request, answer| {
        if request.method() == Method::HEAD && answer.status() == StatusCode::OK {
            set(answer, name.clone(), value);
        }
    })
}

fn without_on_head(rule: &'static str, name: HeaderName) -> Fault {
    misread(rule, BOTH, move |_, request| {
        if request.method() == Method::HEAD {
            request.headers_mut().remove(&name);
        }
    })
}
