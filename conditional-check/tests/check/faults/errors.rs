//! Preconditions that come before everything else.

use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{Method, Request, StatusCode};

use super::fault::{Fault, handled, has, is_read, misread, refuse, set, tag};
use crate::site::{BOTH, Kind};

pub(crate) fn faults() -> Vec<Fault> {
    let login = Kind {
        login: true,
        ..BOTH
    };
    vec![
        // Django.
        missing("errors/missing-if-match", header::IF_MATCH, 412),
        missing(
            "errors/missing-if-unmodified-since",
            header::IF_UNMODIFIED_SINCE,
            412,
        ),
        missing("errors/missing-if-none-match", header::IF_NONE_MATCH, 304),
        // The error page is taken for the resource.
        handled("errors/missing-if-none-match", BOTH, |site, request| {
            let tag = "\"of-the-error-page\"";
            let mut answer = site.answer(&request);
            if answer.status() == StatusCode::NOT_FOUND {
                let line = request.headers().get(header::IF_NONE_MATCH);
                if is_read(&request) && line.is_some_and(|line| line == tag) {
                    return refuse(304);
                }
                set(&mut answer, header::ETAG, tag);
            }
            answer
        }),
        // The guard in the wrong layer: outside of the login.
        misread("errors/unauthorized", login, |_, request| {
            let conditional = [header::IF_MATCH, header::IF_NONE_MATCH];
            if conditional.iter().any(|name| has(request, name)) {
                set(request, header::AUTHORIZATION, "Basic YW5uOg==");
            }
        }),
        handled("errors/unauthorized-tag", login, |site, mut request| {
            let mut answer = site.answer(&request);
            if answer.status() == StatusCode::UNAUTHORIZED {
                set(&mut request, header::AUTHORIZATION, "Basic YW5uOg==");
                set(&mut request, header::COOKIE, "user=ann");
                set(&mut answer, header::ETAG, &tag(site, &request));
            }
            answer
        }),
        handled("errors/options", BOTH, |site, request| {
            if request.method() == Method::OPTIONS && has(&request, &header::IF_MATCH) {
                return refuse(412);
            }
            site.answer(&request)
        }),
    ]
}

fn missing(rule: &'static str, name: HeaderName, status: u16) -> Fault {
    handled(rule, BOTH, move |site, request: Request<Bytes>| {
        let missing = site.entry(request.uri().path()).is_none();
        if missing && is_read(&request) && has(&request, &name) {
            return refuse(status);
        }
        site.answer(&request)
    })
}
