//! Deciding, beside the `headers` crate: lists of tags short, long and hostile, dates, everything.

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up is to fail"
)]

use std::{hint::black_box, time::SystemTime};

use conditional_core::{ETag, Fields, LastModified, Representation};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use headers::{
    Header as _, HeaderMapExt as _, IfMatch, IfModifiedSince, IfNoneMatch, IfUnmodifiedSince,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

const OURS: &str = "\"0123456789abcdef0123456789abcdef\"";
const LATER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";
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

fn representation() -> Representation {
    let etag: ETag = OURS.parse().expect("a tag");
    Representation::present()
        .with_etag(etag)
        .with_last_modified(LastModified::from_unix_seconds(784_111_777))
}

/// §13.2.2 as one writes it with the `headers` crate.
fn by_headers(method: &Method, headers: &HeaderMap, etag: &headers::ETag, date: SystemTime) -> u16 {
    if headers.contains_key(header::IF_MATCH) {
        let list = headers.typed_get::<IfMatch>();
        if list.is_none_or(|list| !list.precondition_passes(etag)) {
            return 412;
        }
    } else {
        let since = headers.typed_get::<IfUnmodifiedSince>();
        if since.is_some_and(|since| !since.precondition_passes(date)) {
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
    if since.is_some_and(|since| !since.is_modified(date)) {
        304
    } else {
        200
    }
}

fn compare(criterion: &mut Criterion, group: &str, cases: Vec<(&str, HeaderMap)>) {
    let mut group = criterion.benchmark_group(group);
    let representation = representation();
    let theirs =
        headers::ETag::decode(&mut [HeaderValue::from_static(OURS)].iter()).expect("a tag");
    let date = SystemTime::from(representation.last_modified().expect("a date"));
    for (name, headers) in cases {
        let size: usize = headers.values().map(HeaderValue::len).sum();
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_with_input(
            BenchmarkId::new("ours", name),
            &headers,
            |bencher, headers| {
                bencher.iter(|| {
                    Fields::new(black_box(&Method::GET), black_box(headers))
                        .evaluate(black_box(&representation))
                });
            },
        );
        group.bench_with_input(
            BenchmarkId::new("headers", name),
            &headers,
            |bencher, headers| {
                bencher.iter(|| {
                    by_headers(&Method::GET, black_box(headers), black_box(&theirs), date)
                });
            },
        );
    }
    group.finish();
}

fn lists(criterion: &mut Criterion) {
    let none_match = |lines: &[String]| with(&header::IF_NONE_MATCH, lines);
    let one_line = |line: String| none_match(&[line]);
    compare(
        criterion,
        "list",
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
            (
                "100 tags in 100 lines",
                none_match(
                    &(0..100)
                        .map(|n| format!("\"{n:032x}\""))
                        .collect::<Vec<_>>(),
                ),
            ),
            ("64 KiB, no match", one_line(tags(KIB_64 / 36))),
            (
                "64 KiB, last matches",
                one_line(format!("{}, {OURS}", tags(KIB_64 / 36 - 1))),
            ),
        ],
    );
    let near = format!("\"0123456789abcdef{:016x}\", ", 1);
    let near_end = format!("\"0123456789abcdef0123456789abcde{}\", ", 0);
    compare(
        criterion,
        "hostile",
        vec![
            ("quotes", one_line(filled("\"", ""))),
            ("commas", one_line(filled(",", ""))),
            ("commas then star", one_line(filled(",", "*"))),
            ("empty tags", one_line(filled("\"\",", ""))),
            ("empty tags, last matches", one_line(filled("\"\",", OURS))),
            ("near misses", one_line(filled(&near, ""))),
            ("near misses at the end", one_line(filled(&near_end, ""))),
            ("unclosed", one_line(filled("a", ""))),
            ("fault then hit", one_line(filled("x", OURS))),
            ("many lines", none_match(&vec![tags(1); KIB_64 / 34])),
            (
                "many short lines",
                none_match(&vec!["\"a\"".to_owned(); KIB_64 / 3]),
            ),
        ],
    );
    let weak = format!("W/{OURS}, ");
    compare(
        criterion,
        "hostile-if-match",
        vec![
            ("weak hits", with(&header::IF_MATCH, &[filled(&weak, "")])),
            (
                "weak hits, last matches",
                with(&header::IF_MATCH, &[filled(&weak, OURS)]),
            ),
        ],
    );
}

fn everything(criterion: &mut Criterion) {
    let add = |mut headers: HeaderMap, fields: &[(HeaderName, &str)]| {
        for (name, value) in fields {
            headers.insert(name, HeaderValue::try_from(*value).expect("a header value"));
        }
        headers
    };
    let four = |if_match| {
        [
            (header::IF_MATCH, if_match),
            (header::IF_UNMODIFIED_SINCE, LATER),
            (header::IF_NONE_MATCH, OURS),
            (header::IF_MODIFIED_SINCE, LATER),
        ]
    };
    compare(
        criterion,
        "full",
        vec![
            ("nothing", ordinary(10)),
            ("nothing, 30 headers", ordinary(30)),
            (
                "INM match",
                add(ordinary(10), &[(header::IF_NONE_MATCH, OURS)]),
            ),
            (
                "INM match, 30 headers",
                add(ordinary(30), &[(header::IF_NONE_MATCH, OURS)]),
            ),
            ("all four, 304", add(ordinary(10), &four(OURS))),
            ("all four, 412", add(ordinary(10), &four("\"other\""))),
            (
                "IMS echo",
                add(
                    ordinary(10),
                    &[(header::IF_MODIFIED_SINCE, "Sun, 06 Nov 1994 08:49:37 GMT")],
                ),
            ),
            (
                "IMS other",
                add(ordinary(10), &[(header::IF_MODIFIED_SINCE, LATER)]),
            ),
        ],
    );
}

fn values(criterion: &mut Criterion) {
    let date = LastModified::from_unix_seconds(784_111_777);
    let mut group = criterion.benchmark_group("values");
    group.bench_function("date, parse", |b| {
        b.iter(|| black_box(LATER).parse::<LastModified>());
    });
    group.bench_function("date, rfc850", |b| {
        b.iter(|| black_box("Sunday, 06-Nov-94 08:49:37 GMT").parse::<LastModified>());
    });
    group.bench_function("date, to header", |b| {
        b.iter(|| HeaderValue::from(black_box(date)));
    });
    group.bench_function("date, echo", |b| {
        b.iter(|| black_box(date).matches_text(black_box(LATER.as_bytes())));
    });
    group.bench_function("tag from u64", |b| {
        b.iter(|| ETag::from(black_box(123_456_u64)));
    });
    group.bench_function("tag strong", |b| {
        b.iter(|| ETag::strong(black_box("v123456")));
    });
    group.bench_function("tag from digest", |b| {
        b.iter(|| ETag::from_digest(black_box(&[7; 32])));
    });
    group.finish();
}

criterion_group!(benches, lists, everything, values);
criterion_main!(benches);
