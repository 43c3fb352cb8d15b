//! The suffixes of content codings: what goes out as a tag comes back as that tag and no other.
//!
//! The first line of an input holds options, the second the text of a tag, the third a field line:
//! `w` makes the tag weak, `p` makes the request a PUT, `l` is for lenient, a digit chooses the coding.

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, HeaderName, IF_MATCH, IF_NONE_MATCH,
};
use axum::http::{HeaderValue, Request, Response};
use conditional_axum::{CodingTagsLayer, Decision, ETag, Fields, Representation};
use conditional_oracle::deviations::only_asterisks;
use conditional_oracle::list::{self, Tag, Value};
use tower::{Layer as _, ServiceExt as _, service_fn};

use super::{Target, behaviour, field_value};
use crate::ready::wait;

pub(super) const TARGET: Target = Target {
    name: "codings",
    run,
    words: &[
        b"-gzip",
        b"-br",
        b"-deflate",
        b"-zstd",
        b"-identity",
        b"--gzip",
        b";gz",
        b";br",
        b"\"",
        b"W/\"",
        b", ",
        b"*",
        b"v1",
        b"v1-gzip",
    ],
};

const CODINGS: [Option<&str>; 8] = [
    None,
    Some("gzip"),
    Some("br"),
    Some("deflate"),
    Some("zstd"),
    Some("x-gzip"),
    Some("dcb"),
    Some("br, gzip"),
];

fn run(input: &[u8]) -> u64 {
    let mut lines = input.splitn(3, |octet| *octet == b'\n');
    let options = lines.next().unwrap_or_default();
    let [mut opaque, line] =
        [lines.next(), lines.next()].map(|line| field_value(line.unwrap_or_default()));
    opaque.retain(|octet| !matches!(octet, b'"' | b' ' | b'\t'));
    let [weak, write, lenient] = [b'w', b'p', b'l'].map(|option| options.contains(&option));
    let etag = if weak {
        ETag::weak(&opaque)
    } else {
        ETag::strong(&opaque)
    };
    let etag = etag.expect("an entity-tag");
    let coding = coding(options);
    let sent = sent(&etag, coding, lenient);
    check_way_back(&etag, &sent, coding, lenient);
    check_line(&line, write, lenient);
    let suffix = sent.as_bytes().len().saturating_sub(etag.as_bytes().len());
    behaviour((
        coding,
        suffix,
        sent.is_weak(),
        etag.is_weak(),
        line.len().min(20),
    ))
}

fn coding(options: &[u8]) -> Option<&'static str> {
    let digit = options.iter().find(|option| option.is_ascii_digit())?;
    let coding = CODINGS.get(usize::from(digit - b'0') % CODINGS.len());
    coding.copied().flatten()
}

fn layer(lenient: bool) -> CodingTagsLayer {
    let layer = CodingTagsLayer::new();
    if lenient {
        layer.lenient_if_match()
    } else {
        layer
    }
}

/// The tag as it leaves.
fn sent(etag: &ETag, coding: Option<&'static str>, lenient: bool) -> ETag {
    let inner = service_fn(|_: Request<Body>| {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(ETAG, etag.as_header_value().clone());
        if let Some(coding) = coding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        async { Ok::<_, std::convert::Infallible>(response) }
    });
    let Ok(response) = wait(
        layer(lenient)
            .layer(inner)
            .oneshot(Request::new(Body::empty())),
    );
    let value = response.headers().get(ETAG).expect("the tag stays");
    ETag::try_from(value).expect("and is a tag")
}

/// The tag that left names the same version when it comes back, and only that.
fn check_way_back(etag: &ETag, sent: &ETag, coding: Option<&str>, lenient: bool) {
    let read = decide("GET", &IF_NONE_MATCH, sent.as_bytes(), etag, lenient);
    assert!(
        matches!(read, Decision::NotModified(_)),
        "{sent} of {etag}: {read:?}"
    );
    let is_known = coding.is_none() || !sent.is_weak();
    if !etag.is_weak() && is_known {
        let write = decide("PUT", &IF_MATCH, sent.as_bytes(), etag, lenient);
        assert_eq!(write, Decision::Proceed, "{sent} of {etag}");
    }
    let other = [etag.opaque(), b"x"].concat();
    let other = ETag::strong(other).expect("an entity-tag");
    let read = decide("GET", &IF_NONE_MATCH, sent.as_bytes(), &other, lenient);
    assert_eq!(read, Decision::Proceed, "{sent} is not {other}");
}

/// Taking suffixes off never makes an asterisk of what was none, nor takes one away.
fn check_line(line: &[u8], write: bool, lenient: bool) {
    let value = list::read(&[line]);
    let tags = match &value {
        Value::Any => &[][..],
        Value::List(tags) | Value::Malformed(tags) => tags,
    };
    let is_quoted_asterisk = tags == [Tag::strong("*")] && write;
    let was_any = value == Value::Any || only_asterisks(&[line]) || is_quoted_asterisk;
    let method = if write { "PUT" } else { "GET" };
    let unheard = ETag::strong("never-in-any-input").expect("an entity-tag");
    let decision = decide(method, &IF_NONE_MATCH, line, &unheard, lenient);
    let is_named = line.windows(5).any(|part| part == b"never");
    let is_lost_asterisk = tags.iter().any(|tag| tag.opaque.starts_with(b"*"));
    if !is_named && !is_lost_asterisk {
        assert_eq!(
            decision != Decision::Proceed,
            was_any,
            "{}",
            line.escape_ascii()
        );
    }
}

/// What the core decides inside of the layer.
fn decide(method: &str, name: &HeaderName, line: &[u8], etag: &ETag, lenient: bool) -> Decision {
    let inner = service_fn(|request: Request<Body>| {
        let current = Representation::present().with_etag(etag.clone());
        let decision = Fields::new(request.method(), request.headers()).evaluate(&current);
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(decision);
        async { Ok::<_, std::convert::Infallible>(response) }
    });
    let request = Request::builder()
        .method(method)
        .header(name, line)
        .header(ACCEPT_ENCODING, "gzip, br, deflate, zstd, dcb")
        .body(Body::empty())
        .expect("a request");
    let Ok(response) = wait(layer(lenient).layer(inner).oneshot(request));
    let decision = response.extensions().get::<Decision>().copied();
    decision.expect("the decision of the service inside")
}
