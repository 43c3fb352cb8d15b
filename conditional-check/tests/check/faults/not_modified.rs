//! A 304 that does not say what the 200 says.

use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{Request, Response, StatusCode};

use super::fault::{Fault, OLD, garbled, has, set, wants_gzip};
use crate::site::BOTH;

pub(crate) fn faults() -> Vec<Fault> {
    vec![
        without("not-modified/cache-control", header::CACHE_CONTROL),
        without("not-modified/content-location", header::CONTENT_LOCATION),
        on_304("not-modified/date", |_, answer| {
            set(answer, header::DATE, "0");
        }),
        without("not-modified/etag", header::ETAG),
        without("not-modified/expires", header::EXPIRES),
        without("not-modified/vary", header::VARY),
        on_304("not-modified/last-modified", |_, answer| {
            set(answer, header::LAST_MODIFIED, OLD);
        }),
        on_304("not-modified/by-date", |request, answer| {
            if !has(request, &header::IF_NONE_MATCH) {
                answer.headers_mut().remove(header::VARY);
            }
        }),
        on_304("not-modified/no-content", |_, answer| {
            *answer.body_mut() = Bytes::from_static(b"not modified");
        }),
        on_304("not-modified/content-length", |_, answer| {
            set(answer, header::CONTENT_LENGTH, "7");
        }),
        // Other policies for copy and confirmation.
        with_policy("private, max-age=86400"),
        with_policy("private, s-maxage=60"),
        with_policy("private"),
        on_304("not-modified/by-date", |request, answer| {
            if !has(request, &header::IF_NONE_MATCH) {
                set(answer, header::ETAG, "\"of-another-copy\"");
            }
        }),
    ]
}

fn with_policy(policy: &'static str) -> Fault {
    on_304("not-modified/cache-control", move |_, answer| {
        set(answer, header::CACHE_CONTROL, policy);
    })
}

fn without(rule: &'static str, name: HeaderName) -> Fault {
    on_304(rule, move |_, answer| {
        answer.headers_mut().remove(&name);
    })
}

fn on_304(
    rule: &'static str,
    change: impl Fn(&Request<Bytes>, &mut Response<Bytes>) + Send + Sync + 'static,
) -> Fault {
    garbled(rule, BOTH, move |request, answer| {
        if answer.status() == StatusCode::NOT_MODIFIED && !wants_gzip(request) {
            change(request, answer);
        }
    })
}
