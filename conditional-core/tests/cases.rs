//! What clients, caches and other protocols really send: one test for each kind of report.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up is to fail"
)]

use conditional_core::{
    ConditionalField::{self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince},
    Decision::{self, NotModified, PreconditionFailed, Proceed},
    Dialect, ETag, Fields, LastModified, Preconditions, Representation,
};
use http::{HeaderMap, HeaderValue, Method, header::RANGE};

const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const AFTER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

fn at(date: &str) -> LastModified {
    date.parse().unwrap()
}

fn dated() -> Representation {
    Representation::present().with_last_modified(at(DATE))
}

fn tagged(etag: &str) -> Representation {
    Representation::present().with_etag(etag.parse().unwrap())
}

fn headers(lines: &[(ConditionalField, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (field, value) in lines {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        headers.append(field.header_name(), value);
    }
    headers
}

fn decide(
    method: &Method,
    dialect: Dialect,
    lines: &[(ConditionalField, &str)],
    current: &Representation,
) -> Decision {
    let headers = headers(lines);
    let decision = Fields::new(method, &headers)
        .with_dialect(dialect)
        .evaluate(current);
    let kept = Preconditions::new(method, &headers).with_dialect(dialect);
    assert_eq!(kept.evaluate(current), decision, "kept: {method} {lines:?}");
    decision
}

fn put(lines: &[(ConditionalField, &str)], current: &Representation) -> Decision {
    decide(&Method::PUT, Dialect::new(), lines, current)
}

fn get(lines: &[(ConditionalField, &str)], current: &Representation) -> Decision {
    decide(&Method::GET, Dialect::new(), lines, current)
}

#[test]
fn white_space_around_a_date_is_no_part_of_it() {
    for around in ["{} ", " {}", "\t{}\t", "  {}  "] {
        let padded = |date: &str| around.replace("{}", date);
        assert_eq!(
            put(&[(IfUnmodifiedSince, &padded(BEFORE))], &dated()),
            PreconditionFailed(IfUnmodifiedSince),
            "{around}"
        );
        assert_eq!(
            get(&[(IfModifiedSince, &padded(DATE))], &dated()),
            NotModified(IfModifiedSince),
            "{around}"
        );
    }
}

#[test]
fn white_space_around_if_range_is_no_part_of_it() {
    for (current, value) in [(dated(), DATE), (tagged("\"v1\""), "\"v1\"")] {
        let mut headers = headers(&[(IfRange, &format!(" \t{value} "))]);
        headers.insert(RANGE, HeaderValue::from_static("bytes=6-"));
        assert!(
            Fields::new(&Method::GET, &headers).range_applies(&current),
            "{value}"
        );
    }
}

#[test]
fn white_space_inside_a_date_makes_it_no_date() {
    for text in [
        "Sun, 06 Nov 1994  08:49:36 GMT",
        "Sun, 06 Nov 1994 08:49:36 GMT x",
    ] {
        assert_eq!(
            put(&[(IfUnmodifiedSince, text)], &dated()),
            Proceed,
            "{text}"
        );
    }
}

#[test]
fn a_create_only_write_with_a_quoted_star_does_not_overwrite() {
    let exists = tagged("\"v1\"");
    for value in ["\"*\"", " \"*\" ", ",\"*\","] {
        let lines = [(IfNoneMatch, value)];
        for method in [Method::PUT, Method::POST, Method::PATCH, Method::DELETE] {
            let refused = decide(&method, Dialect::new(), &lines, &exists);
            assert_eq!(refused, PreconditionFailed(IfNoneMatch), "{method} {value}");
            let created = decide(&method, Dialect::new(), &lines, &Representation::Missing);
            assert_eq!(created, Proceed, "{method} {value}");
        }
    }
}

#[test]
fn a_quoted_star_is_a_tag_in_a_list_in_if_match_and_on_a_read() {
    let current = tagged("\"v1\"");
    assert_eq!(put(&[(IfNoneMatch, "\"*\", \"v2\"")], &current), Proceed);
    assert_eq!(put(&[(IfNoneMatch, "W/\"*\"")], &current), Proceed);
    assert_eq!(
        put(&[(IfMatch, "\"*\"")], &current),
        PreconditionFailed(IfMatch)
    );
    assert_eq!(get(&[(IfNoneMatch, "\"*\"")], &current), Proceed);
    let named_so = tagged("\"*\"");
    assert_eq!(put(&[(IfMatch, "\"*\"")], &named_so), Proceed);
    assert_eq!(
        get(&[(IfNoneMatch, "\"*\"")], &named_so),
        NotModified(IfNoneMatch)
    );
}

#[test]
fn a_field_that_begins_with_a_fault_protects_nothing_however_many_lines_it_has() {
    let current = tagged("\"v1\"");
    for lines in [
        &[(IfNoneMatch, "bad")][..],
        &[(IfNoneMatch, "bad"), (IfNoneMatch, "\"a\"")],
        &[(IfNoneMatch, "bad, \"a\"")],
    ] {
        let headers = headers(lines);
        let fields = Fields::new(&Method::PUT, &headers);
        assert!(fields.lacks_precondition(&current), "{lines:?}");
        assert!(!fields.can_read(IfNoneMatch), "{lines:?}");
    }
    let headers = headers(&[(IfNoneMatch, "\"a\""), (IfNoneMatch, "bad")]);
    assert!(!Fields::new(&Method::PUT, &headers).lacks_precondition(&current));
}

#[test]
fn a_precondition_is_required_of_no_method_that_is_safe() {
    let current = tagged("\"v1\"");
    let lacks = |name: &str| {
        let method = Method::from_bytes(name.as_bytes()).unwrap();
        Fields::new(&method, &HeaderMap::new()).lacks_precondition(&current)
    };
    for safe in [
        "GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PROPFIND", "REPORT", "SEARCH", "CONNECT",
    ] {
        assert!(!lacks(safe), "{safe}");
    }
    for unsafe_method in [
        "PUT",
        "POST",
        "PATCH",
        "DELETE",
        "PROPPATCH",
        "MKCOL",
        "LOCK",
    ] {
        assert!(lacks(unsafe_method), "{unsafe_method}");
    }
}

#[test]
fn what_is_there_and_cannot_be_read_is_told_from_what_is_not_there() {
    for (field, unreadable, readable) in [
        (IfMatch, "2", "\"2\""),
        (IfNoneMatch, "2", "*"),
        (IfUnmodifiedSince, "2026-11-20T10:00:00", DATE),
        (IfModifiedSince, "0", DATE),
        (IfRange, "2", "\"2\""),
        (IfRange, "\"2", "W/\"2\""),
        (IfRange, "yesterday", DATE),
    ] {
        let can_read = |value| {
            let headers = headers(&[(field, value)]);
            let fields = Fields::new(&Method::PUT, &headers);
            assert!(fields.has(field), "{field}: {value}");
            fields.can_read(field)
        };
        assert!(!can_read(unreadable), "{field}: {unreadable}");
        assert!(can_read(readable), "{field}: {readable}");
    }
}

#[test]
fn a_protocol_may_compare_if_match_weakly() {
    let weak = Dialect::new().with_weak_if_match();
    let decide =
        |dialect, value, etag| decide(&Method::PUT, dialect, &[(IfMatch, value)], &tagged(etag));
    for (value, etag) in [
        ("W/\"1\"", "W/\"1\""),
        ("\"1\"", "W/\"1\""),
        ("W/\"1\"", "\"1\""),
        ("\"0\", W/\"1\"", "W/\"1\""),
    ] {
        assert_eq!(decide(weak, value, etag), Proceed, "{value} {etag}");
        let strict = decide(Dialect::new(), value, etag);
        assert_eq!(strict, PreconditionFailed(IfMatch), "{value} {etag}");
    }
    assert_eq!(
        decide(weak, "W/\"2\"", "W/\"1\""),
        PreconditionFailed(IfMatch)
    );
}

#[test]
fn if_range_stays_strong_where_if_match_is_weak() {
    let mut headers = headers(&[(IfRange, "W/\"1\"")]);
    headers.insert(RANGE, HeaderValue::from_static("bytes=6-"));
    let fields = Fields::new(&Method::GET, &headers);
    let weak = fields.with_dialect(Dialect::new().with_weak_if_match());
    assert!(!weak.range_applies(&tagged("W/\"1\"")));
}

#[test]
fn a_protocol_may_write_tags_without_quotes() {
    let bare = Dialect::new().with_bare_tags();
    let current = tagged("\"9bb58f26\"");
    let decide = |method, field, value| decide(&method, bare, &[(field, value)], &current);
    for value in [
        "9bb58f26",
        "\"9bb58f26\"",
        "0, 9bb58f26",
        "\"0\" , 9bb58f26,",
    ] {
        assert_eq!(decide(Method::PUT, IfMatch, value), Proceed, "{value}");
        let read = decide(Method::GET, IfNoneMatch, value);
        assert_eq!(read, NotModified(IfNoneMatch), "{value}");
        let strict = put(&[(IfMatch, value)], &current).is_proceed();
        assert_eq!(strict, value.starts_with("\"9"), "{value}");
    }
    for value in ["0", "9bb58f26x", "9bb5 8f26", "\"9bb58f26"] {
        let refused = decide(Method::PUT, IfMatch, value);
        assert_eq!(refused, PreconditionFailed(IfMatch), "{value}");
    }
    assert_eq!(decide(Method::PUT, IfMatch, "*"), Proceed);
    assert_eq!(
        decide(Method::PUT, IfNoneMatch, "*"),
        PreconditionFailed(IfNoneMatch)
    );
}

#[test]
fn a_write_may_name_the_tag_of_any_current_representation() {
    let csv = tagged("\"1-json\"").or_etag(ETag::from_static("\"1-csv\""));
    for value in ["\"1-json\"", "\"1-csv\"", "\"0\", \"1-csv\""] {
        assert_eq!(put(&[(IfMatch, value)], &csv), Proceed, "{value}");
        let refused = PreconditionFailed(IfNoneMatch);
        assert_eq!(put(&[(IfNoneMatch, value)], &csv), refused, "{value}");
    }
    assert_eq!(
        put(&[(IfMatch, "\"0-csv\"")], &csv),
        PreconditionFailed(IfMatch)
    );
}

#[test]
fn a_read_and_a_range_need_the_selected_representation() {
    let json = tagged("\"1-json\"").or_etag(ETag::from_static("\"1-csv\""));
    assert_eq!(get(&[(IfNoneMatch, "\"1-csv\"")], &json), Proceed);
    assert_eq!(
        get(&[(IfNoneMatch, "\"1-json\"")], &json),
        NotModified(IfNoneMatch)
    );
    assert_eq!(
        get(&[(IfMatch, "\"1-csv\"")], &json),
        PreconditionFailed(IfMatch)
    );
    let mut headers = headers(&[(IfRange, "\"1-csv\"")]);
    headers.insert(RANGE, HeaderValue::from_static("bytes=6-"));
    assert!(!Fields::new(&Method::GET, &headers).range_applies(&json));
}

#[test]
fn an_if_modified_since_that_is_not_before_now_proceeds() {
    let headers = headers(&[(IfModifiedSince, DATE)]);
    let request = Preconditions::new(&Method::GET, &headers);
    let decide = |now, margin| {
        let request = request.clone().at(at(now)).with_margin(margin);
        request.evaluate(&dated())
    };
    assert_eq!(decide(BEFORE, 0), Proceed);
    assert_eq!(decide(DATE, 0), Proceed);
    assert_eq!(decide(AFTER, 0), NotModified(IfModifiedSince));
    assert_eq!(decide(AFTER, 1), Proceed);
}

#[test]
fn no_clock_is_asked_where_no_date_needs_it() {
    let clock = || panic!("no date needs the clock");
    let (tagged, dated, earlier) = (
        tagged("\"v1\""),
        dated().with_etag(ETag::from_static("\"v1\"")),
        Representation::present().with_last_modified(at(BEFORE)),
    );
    for (method, lines, current) in [
        (Method::GET, &[][..], &dated),
        (Method::GET, &[(IfNoneMatch, "\"v1\"")], &dated),
        (
            Method::GET,
            &[(IfNoneMatch, "\"v2\""), (IfModifiedSince, DATE)],
            &dated,
        ),
        (Method::PUT, &[(IfMatch, "\"v1\"")], &dated),
        (Method::PUT, &[(IfUnmodifiedSince, DATE)], &dated),
        (Method::GET, &[(IfModifiedSince, DATE)], &tagged),
        (Method::GET, &[(IfModifiedSince, BEFORE)], &dated),
        (Method::GET, &[(IfRange, "\"v1\"")], &dated),
        (Method::GET, &[(IfRange, DATE)], &earlier),
    ] {
        let mut headers = headers(lines);
        headers.insert(RANGE, HeaderValue::from_static("bytes=6-"));
        let fields = Fields::new(&method, &headers).with_clock(&clock);
        let _ = fields.evaluate(current);
        let _ = fields.evaluate_without_date(current);
        let _ = fields.range_applies(current);
        let _ = fields.lacks_precondition(current);
    }
}

#[test]
fn a_date_decides_where_the_clock_is_unknown() {
    let headers = headers(&[(IfModifiedSince, DATE)]);
    let unknown = || None;
    let fields = Fields::new(&Method::GET, &headers).with_clock(&unknown);
    assert_eq!(fields.evaluate(&dated()), NotModified(IfModifiedSince));
}
