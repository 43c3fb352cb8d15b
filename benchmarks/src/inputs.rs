//! What is decided, and how one decides it with the `headers` crate.

use std::time::SystemTime;

use conditional_core::{ETag, LastModified, Representation};
use headers::{
    Header as _, HeaderMapExt as _, IfMatch, IfModifiedSince, IfNoneMatch, IfUnmodifiedSince,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

const OURS: &str = "\"0123456789abcdef0123456789abcdef\"";
pub const LATER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";
const KIB_64: usize = 64 * 1024;

/// What a browser sends along.
fn ordinary(count: usize) -> HeaderMap {
    const NAMES: [HeaderName; 9] = [
        header::HOST,
        header::USER_AGENT,
        header::ACCEPT,
        header::ACCEPT_LANGUAGE,
        header::ACCEPT_ENCODING,
        header::REFERER,
        header::COOKIE,
        header::CONNECTION,
        header::CACHE_CONTROL,
    ];
    let own = (0..).filter_map(|n| HeaderName::try_from(format!("x-own-{n}")).ok());
    let names = NAMES.into_iter().chain(own).take(count);
    names
        .map(|name| (name, HeaderValue::from_static("some ordinary value")))
        .collect()
}

fn with(name: &HeaderName, lines: &[String]) -> HeaderMap {
    let mut headers = ordinary(10);
    for line in lines {
        headers.append(
            name.clone(),
            HeaderValue::try_from(line).expect("a header value"),
        );
    }
    headers
}

fn tags(count: usize) -> String {
    (0..count)
        .map(|n| format!("\"{n:032x}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

fn filled(unit: &str, end: &str) -> String {
    unit.repeat((KIB_64 - end.len()) / unit.len()) + end
}

/// What is compared with, in our types and in those of the `headers` crate.
#[derive(Debug)]
pub struct Current {
    pub ours: Representation,
    pub tag: headers::ETag,
    pub date: SystemTime,
}

impl Default for Current {
    fn default() -> Self {
        let ours = representation();
        let text = HeaderValue::from_static(OURS);
        let date = ours.last_modified().expect("a date");
        Self {
            tag: headers::ETag::decode(&mut [text].iter()).expect("a tag"),
            date: date.into(),
            ours,
        }
    }
}

fn representation() -> Representation {
    let etag: ETag = OURS.parse().expect("a tag");
    Representation::present()
        .with_etag(etag)
        .with_last_modified(LastModified::from_unix_seconds(784_111_777))
}

/// §13.2.2 as one writes it with the `headers` crate.
#[must_use]
pub fn by_headers(method: &Method, headers: &HeaderMap, current: &Current) -> u16 {
    let Current {
        tag: etag, date, ..
    } = current;
    if headers.contains_key(header::IF_MATCH) {
        let list = headers.typed_get::<IfMatch>();
        if list.is_none_or(|list| !list.precondition_passes(etag)) {
            return 412;
        }
    } else {
        let since = headers.typed_get::<IfUnmodifiedSince>();
        if since.is_some_and(|since| !since.precondition_passes(*date)) {
            return 412;
        }
    }
    if headers.contains_key(header::IF_NONE_MATCH) {
        let passes = headers
            .typed_get::<IfNoneMatch>()
            .is_none_or(|list| list.precondition_passes(etag));
        return if passes { 200 } else { 304 };
    }
    let reads = *method == Method::GET || *method == Method::HEAD;
    let since = headers.typed_get::<IfModifiedSince>().filter(|_| reads);
    if since.is_some_and(|since| !since.is_modified(*date)) {
        304
    } else {
        200
    }
}

/// One request's header fields.
#[derive(Debug)]
pub struct Input {
    pub group: &'static str,
    pub name: &'static str,
    pub headers: HeaderMap,
}

/// All of them.
#[must_use]
pub fn all() -> Vec<Input> {
    let groups: [(_, Vec<(_, HeaderMap)>); 4] = [
        ("list", lists()),
        ("hostile", hostile()),
        ("hostile-if-match", hostile_if_match()),
        ("full", full()),
    ];
    groups
        .into_iter()
        .flat_map(|(group, inputs)| {
            inputs.into_iter().map(move |(name, headers)| Input {
                group,
                name,
                headers,
            })
        })
        .collect()
}

fn none_match(lines: &[String]) -> HeaderMap {
    with(&header::IF_NONE_MATCH, lines)
}

fn one_line(line: String) -> HeaderMap {
    none_match(&[line])
}

fn lines_of_tags(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("\"{n:032x}\"")).collect()
}

fn lists() -> Vec<(&'static str, HeaderMap)> {
    vec![
        ("1 tag, match", one_line(OURS.into())),
        ("1 tag, weakened match", one_line(format!("W/{OURS}"))),
        ("1 tag, no match", one_line(tags(1))),
        ("10 tags, no match", one_line(tags(10))),
        (
            "10 tags, last matches",
            one_line(format!("{}, {OURS}", tags(9))),
        ),
        ("100 tags, no match", one_line(tags(100))),
        ("100 tags in 100 lines", none_match(&lines_of_tags(100))),
        ("64 KiB, no match", one_line(tags(KIB_64 / 36))),
        (
            "64 KiB, last matches",
            one_line(format!("{}, {OURS}", tags(KIB_64 / 36 - 1))),
        ),
    ]
}

fn hostile() -> Vec<(&'static str, HeaderMap)> {
    let near = "\"0123456789abcdef0000000000000001\", ";
    let near_end = "\"0123456789abcdef0123456789abcde0\", ";
    let near_beginning = "\"1123456789abcdef0123456789abcdef\", ";
    vec![
        ("quotes", one_line(filled("\"", ""))),
        ("commas", one_line(filled(",", ""))),
        ("commas then star", one_line(filled(",", "*"))),
        ("empty tags", one_line(filled("\"\",", ""))),
        ("empty tags, last matches", one_line(filled("\"\",", OURS))),
        ("near misses", one_line(filled(near, ""))),
        ("near misses at the end", one_line(filled(near_end, ""))),
        (
            "near misses at the beginning",
            one_line(filled(near_beginning, "")),
        ),
        ("every third byte a candidate", one_line(filled("\"0f", ""))),
        ("unclosed", one_line(filled("a", ""))),
        ("fault then hit", one_line(filled("x", OURS))),
        ("many lines", none_match(&vec![tags(1); KIB_64 / 34])),
        ("many short lines", many_short_lines()),
    ]
}

/// 64 KiB of lines of three bytes.
#[must_use]
pub fn many_short_lines() -> HeaderMap {
    none_match(&vec!["\"a\"".to_owned(); KIB_64 / 3])
}

fn hostile_if_match() -> Vec<(&'static str, HeaderMap)> {
    let weak = format!("W/{OURS}, ");
    vec![
        ("weak hits", with(&header::IF_MATCH, &[filled(&weak, "")])),
        (
            "weak hits, last matches",
            with(&header::IF_MATCH, &[filled(&weak, OURS)]),
        ),
    ]
}

fn full() -> Vec<(&'static str, HeaderMap)> {
    let four = |if_match| {
        [
            (header::IF_MATCH, if_match),
            (header::IF_UNMODIFIED_SINCE, LATER),
            (header::IF_NONE_MATCH, OURS),
            (header::IF_MODIFIED_SINCE, LATER),
        ]
    };
    let since = |date| add(10, &[(header::IF_MODIFIED_SINCE, date)]);
    vec![
        ("nothing", ordinary(10)),
        ("nothing, 30 headers", ordinary(30)),
        ("INM match", add(10, &[(header::IF_NONE_MATCH, OURS)])),
        (
            "INM match, 30 headers",
            add(30, &[(header::IF_NONE_MATCH, OURS)]),
        ),
        ("all four, 304", add(10, &four(OURS))),
        ("all four, 412", add(10, &four("\"other\""))),
        ("IMS echo", since("Sun, 06 Nov 1994 08:49:37 GMT")),
        ("IMS other", since(LATER)),
        ("IMS, RFC 850", since("Sunday, 06-Nov-94 08:49:38 GMT")),
        ("IMS, asctime", since("Sun Nov  6 08:49:38 1994")),
    ]
}

fn add(count: usize, fields: &[(HeaderName, &'static str)]) -> HeaderMap {
    let mut headers = ordinary(count);
    for (name, value) in fields {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
}
