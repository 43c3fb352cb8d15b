//! Answers that depend on something and do not say so.

use bytes::Bytes;
use http::Response;
use http::header;

use super::fault::{Fault, garbled, set};
use crate::site::{BOTH, Kind, text};

pub(crate) fn faults() -> Vec<Fault> {
    let login = Kind {
        login: true,
        ..BOTH
    };
    vec![
        varies_without("vary/accept-language", "accept-language"),
        varies_without("vary/accept", "accept"),
        varies_without("vary/origin", "origin"),
        // On one of the copies only.
        says_so_where("vary/accept-language", |language| language != "de"),
        says_so_where("vary/accept-language", |language| language == "de"),
        garbled("private/cookie", BOTH, |_, answer| {
            vary_without(answer, "cookie");
            shared(answer);
        }),
        garbled("private/authorization", login, |_, answer| {
            vary_without(answer, "authorization");
            shared(answer);
        }),
    ]
}

fn varies_without(rule: &'static str, name: &'static str) -> Fault {
    garbled(rule, BOTH, move |_, answer| vary_without(answer, name))
}

fn says_so_where(rule: &'static str, says: fn(&str) -> bool) -> Fault {
    garbled(rule, BOTH, move |request, answer| {
        let language = text(request.headers(), &header::ACCEPT_LANGUAGE);
        if !says(&language.unwrap_or_default()) {
            vary_without(answer, "accept-language");
        }
    })
}

fn vary_without(answer: &mut Response<Bytes>, name: &str) {
    if let Some(vary) = text(answer.headers(), &header::VARY) {
        let names: Vec<_> = vary.split(", ").filter(|other| *other != name).collect();
        set(answer, header::VARY, &names.join(", "));
    }
}

fn shared(answer: &mut Response<Bytes>) {
    if answer.headers().contains_key(header::CACHE_CONTROL) {
        set(answer, header::CACHE_CONTROL, "public, max-age=60");
    }
}
