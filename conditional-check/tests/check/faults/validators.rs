//! Wrong validators on the 200.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderName, HeaderValue};
use http::{Method, Request, StatusCode};

use super::fault::{Fault, date, garbled, handled, has, parse, set};
use crate::site::{BOTH, Kind, Site, TAG_ONLY};

const YEAR: Duration = Duration::from_secs(365 * 86_400);

pub(crate) fn faults() -> Vec<Fault> {
    vec![
        garbled("validators/present", TAG_ONLY, |_, answer| {
            answer.headers_mut().remove(header::ETAG);
        }),
        garbled("validators/etag-syntax", BOTH, |_, answer| {
            if let Some(tag) = answer.headers().get(header::ETAG) {
                let bare = tag.to_str().unwrap().trim_matches('"').to_owned();
                set(answer, header::ETAG, &bare);
            }
        }),
        garbled("validators/etag-once", BOTH, |_, answer| {
            twice(answer.headers_mut(), header::ETAG, "\"second\"");
        }),
        garbled("validators/last-modified-syntax", BOTH, |_, answer| {
            if answer.headers().contains_key(header::LAST_MODIFIED) {
                set(answer, header::LAST_MODIFIED, "2026-01-02T03:04:05Z");
            }
        }),
        garbled("validators/last-modified-once", BOTH, |_, answer| {
            let second = "Sun, 06 Nov 1994 08:49:37 GMT";
            twice(answer.headers_mut(), header::LAST_MODIFIED, second);
        }),
        handled("validators/last-modified-not-in-the-future", BOTH, ahead),
        new_content_under_one_tag(),
        new_tag_for_one_content(),
        // The date of the answer, and not of the content.
        handled("validators/stable-date", hasty(), |site, request| {
            site.touch(request.uri().path());
            site.answer(&request)
        }),
    ]
}

fn hasty() -> Kind {
    Kind {
        hasty: true,
        ..BOTH
    }
}

fn twice(headers: &mut http::HeaderMap, name: HeaderName, second: &str) {
    if headers.contains_key(&name) {
        headers.append(name, second.parse().unwrap());
    }
}

/// A server whose data are of next year.
fn ahead(site: &Site, mut request: Request<Bytes>) -> http::Response<Bytes> {
    let fields = [
        header::IF_MODIFIED_SINCE,
        header::IF_UNMODIFIED_SINCE,
        header::IF_RANGE,
    ];
    for name in fields {
        let value = request.headers().get(&name);
        let time = value.and_then(|value| parse(value.to_str().ok()?.trim()));
        if let Some(earlier) = time.and_then(|time| time.checked_sub(YEAR)) {
            set(&mut request, name, &date(earlier));
        }
    }
    let mut answer = site.answer(&request);
    let modified = answer.headers().get(header::LAST_MODIFIED);
    let modified = modified.and_then(|value| parse(value.to_str().ok()?));
    if let Some(modified) = modified {
        set(&mut answer, header::LAST_MODIFIED, &date(modified + YEAR));
    }
    answer
}

/// A page with a nonce in it.
fn new_content_under_one_tag() -> Fault {
    let count = AtomicUsize::new(0);
    garbled(
        "validators/strong-tag-for-one-content",
        BOTH,
        move |request, answer| {
            if request.method() == Method::GET && answer.status() == StatusCode::OK {
                let digit = count.fetch_add(1, Ordering::Relaxed) % 10;
                let content = answer.body();
                let kept = content.get(..content.len() - 1).unwrap_or_default();
                *answer.body_mut() = [kept, digit.to_string().as_bytes()].concat().into();
            }
        },
    )
}

fn new_tag_for_one_content() -> Fault {
    let count = AtomicUsize::new(0);
    garbled("validators/stable-tag", BOTH, move |request, answer| {
        if has(request, &header::IF_NONE_MATCH) && answer.status() == StatusCode::NOT_MODIFIED {
            return;
        }
        if let Some(tag) = answer.headers_mut().get_mut(header::ETAG) {
            let count = count.fetch_add(1, Ordering::Relaxed);
            *tag = HeaderValue::try_from(format!("\"{count}\"")).unwrap();
        }
    })
}
