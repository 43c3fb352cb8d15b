//! Compressed copies that pass for others.

use bytes::Bytes;
use http::header;
use http::{Request, Response, StatusCode};

use super::fault::{Fault, NONE, garbled, handled, misread_in_reads, set, wants_gzip};
use crate::site::{BOTH, Site, text};

pub(crate) fn faults() -> Vec<Fault> {
    vec![
        // tower-http's compression around strong tags.
        handled("codings/own-tag", BOTH, one_tag),
        garbled("codings/vary", BOTH, |_, answer| {
            if answer.headers().contains_key(header::CONTENT_ENCODING) {
                vary_by_less(answer);
            }
        }),
        garbled("codings/vary-on-identity", BOTH, |request, answer| {
            if !wants_gzip(request) {
                vary_by_less(answer);
            }
        }),
        misread_in_reads(
            "codings/tag-accepted",
            BOTH,
            header::IF_NONE_MATCH,
            only_identity,
        ),
        misread_in_reads("codings/if-match", BOTH, header::IF_MATCH, only_identity),
        on_304_of_gzip("codings/not-modified-etag", |answer| {
            set(answer, header::ETAG, "\"of-the-plain-copy\"");
        }),
        on_304_of_gzip("codings/not-modified-vary", vary_by_less),
    ]
}

fn one_tag(site: &Site, mut request: Request<Bytes>) -> Response<Bytes> {
    if wants_gzip(&request) {
        for name in [header::IF_MATCH, header::IF_NONE_MATCH] {
            if let Some(tag) = text(request.headers(), &name) {
                let suffixed = tag.trim_end_matches('"').to_owned() + "-gzip\"";
                set(&mut request, name, &suffixed);
            }
        }
    }
    let mut answer = site.answer(&request);
    if let Some(tag) = text(answer.headers(), &header::ETAG) {
        set(&mut answer, header::ETAG, &tag.replace("-gzip", ""));
    }
    answer
}

fn vary_by_less(answer: &mut Response<Bytes>) {
    if let Some(vary) = text(answer.headers(), &header::VARY) {
        set(answer, header::VARY, &vary.replace("accept-encoding, ", ""));
    }
}

#[expect(clippy::unnecessary_wraps, reason = "of the type that the table wants")]
fn only_identity(_: &Site, request: &Request<Bytes>, line: &str) -> Option<String> {
    Some(if wants_gzip(request) { NONE } else { line }.to_owned())
}

fn on_304_of_gzip(rule: &'static str, change: fn(&mut Response<Bytes>)) -> Fault {
    garbled(rule, BOTH, move |request, answer| {
        if wants_gzip(request) && answer.status() == StatusCode::NOT_MODIFIED {
            change(answer);
        }
    })
}
