//! The decision: named cases, one for each rule and each mistake known from elsewhere, and every
//! combination of fields beside a slow model of RFC 9110 §13.2.2.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up is to fail"
)]

use conditional_core::{
    ConditionalField::{self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince},
    Decision::{self, NotModified, PreconditionFailed, Proceed},
    ETag, Fields, LastModified, Preconditions, Representation,
};
use http::{HeaderMap, HeaderValue, Method, header::RANGE};

const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const AFTER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

const READS: [&str; 3] = ["GET", "HEAD", "QUERY"];
const WRITES: [&str; 5] = ["PUT", "POST", "PATCH", "DELETE", "LOCK"];
const OTHERS: [&str; 3] = ["CONNECT", "OPTIONS", "TRACE"];

fn tag(text: &str) -> Representation {
    Representation::present().with_etag(text.parse().unwrap())
}

fn dated(date: &str) -> Representation {
    Representation::present().with_last_modified(date.parse::<LastModified>().unwrap())
}

fn both() -> Representation {
    dated(DATE).with_etag(ETag::from_static("\"v1\""))
}

/// A request's conditional fields, a line each.
type Lines<'a> = &'a [(ConditionalField, &'a str)];

fn headers(lines: Lines<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (field, value) in lines {
        headers.append(
            field.header_name(),
            HeaderValue::from_bytes(value.as_bytes()).unwrap(),
        );
    }
    headers
}

/// What is known while the date is not: without a tag, not even whether there is a representation.
fn by_tag(etag: Option<&ETag>) -> Representation {
    match etag {
        Some(etag) => Representation::present().with_etag(etag.clone()),
        None => Representation::Missing,
    }
}

/// Decides in each way there is, among few headers and among many.
#[track_caller]
fn decide(name: &str, method: &str, lines: Lines<'_>, representation: &Representation) -> Decision {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let mut headers = headers(lines);
    let fields = Fields::new(&method, &headers);
    let decision = fields.evaluate(representation);
    let kept = Preconditions::new(&method, &headers);
    assert_eq!(
        kept.evaluate(representation),
        decision,
        "{name}: {method}, kept"
    );
    if let Some(early) = fields.evaluate_without_date(&by_tag(representation.etag())) {
        assert_eq!(early, decision, "{name}: {method}, by the tag alone");
    }
    for n in 0..20 {
        headers.insert(
            http::HeaderName::from_bytes(format!("x-{n}").as_bytes()).unwrap(),
            HeaderValue::from_static("x"),
        );
    }
    let among_many = Fields::new(&method, &headers).evaluate(representation);
    assert_eq!(among_many, decision, "{name}: {method}, among many headers");
    decision
}

/// One rule: what reads and what writes are decided to be.
struct Case<'a> {
    name: &'a str,
    lines: Lines<'a>,
    representation: Representation,
    read: Decision,
    write: Decision,
}

#[track_caller]
fn check(cases: &[Case<'_>]) {
    for Case {
        name,
        lines,
        representation,
        read,
        write,
    } in cases
    {
        for method in READS {
            assert_eq!(
                decide(name, method, lines, representation),
                *read,
                "{name}: {method}"
            );
        }
        for method in WRITES {
            assert_eq!(
                decide(name, method, lines, representation),
                *write,
                "{name}: {method}"
            );
        }
        for method in OTHERS {
            assert_eq!(
                decide(name, method, lines, representation),
                Proceed,
                "{name}: {method}"
            );
        }
    }
}

macro_rules! cases {
    ($($name:literal: [$($field:ident $value:expr),* $(,)?], $representation:expr => $read:expr, $write:expr;)*) => {
        check(&[$(Case {
            name: $name,
            lines: &[$(($field, $value)),*],
            representation: $representation,
            read: $read,
            write: $write,
        }),*]);
    };
}

const REFUSED: Decision = PreconditionFailed(IfMatch);
const STALE: Decision = PreconditionFailed(IfUnmodifiedSince);
const EXISTS: Decision = PreconditionFailed(IfNoneMatch);
const SAME_TAG: Decision = NotModified(IfNoneMatch);
const SAME_DATE: Decision = NotModified(IfModifiedSince);

#[test]
fn step_1_if_match() {
    cases! {
        "no field": [], both() => Proceed, Proceed;
        "the tag": [IfMatch "\"v1\""], both() => Proceed, Proceed;
        "the tag in a list": [IfMatch "\"v0\", \"v1\""], both() => Proceed, Proceed;
        "the tag on the second line": [IfMatch "\"v0\"", IfMatch "\"v1\""], both() => Proceed, Proceed;
        "another tag": [IfMatch "\"v2\""], both() => REFUSED, REFUSED;
        "weak tags never match": [IfMatch "W/\"v1\""], both() => REFUSED, REFUSED;
        "nor do they match a weak one": [IfMatch "W/\"v1\""], tag("W/\"v1\"") => REFUSED, REFUSED;
        "nor does a strong one": [IfMatch "\"v1\""], tag("W/\"v1\"") => REFUSED, REFUSED;
        "star and a strong tag": [IfMatch "*"], tag("\"v1\"") => Proceed, Proceed;
        "star and a weak tag": [IfMatch "*"], tag("W/\"v1\"") => Proceed, Proceed;
        "star needs no tag": [IfMatch "*"], Representation::present() => Proceed, Proceed;
        "star and a date only": [IfMatch "*"], dated(DATE) => Proceed, Proceed;
        "star and nothing there": [IfMatch "*"], Representation::Missing => Proceed, REFUSED;
        "a tag and nothing there": [IfMatch "\"v1\""], Representation::Missing => Proceed, REFUSED;
        "a tag and none known": [IfMatch "\"v1\""], dated(DATE) => REFUSED, REFUSED;
        "star among tags is none": [IfMatch "\"v0\", *"], both() => REFUSED, REFUSED;
        "a bare word": [IfMatch "v1"], both() => REFUSED, REFUSED;
        "an empty field": [IfMatch ""], both() => REFUSED, REFUSED;
        "commas only": [IfMatch ", ,"], both() => REFUSED, REFUSED;
        "a tag within a tag": [IfMatch "\"v1,v1\""], both() => REFUSED, REFUSED;
        "obs-text": [IfMatch "\"\u{e9}\", \"v1\""], both() => Proceed, Proceed;
        "before a fault": [IfMatch "\"v1\", v2"], both() => Proceed, Proceed;
        "after a fault": [IfMatch "v2, \"v1\""], both() => REFUSED, REFUSED;
    }
}

#[test]
fn step_2_if_unmodified_since() {
    cases! {
        "modified after": [IfUnmodifiedSince BEFORE], dated(DATE) => STALE, STALE;
        "modified then": [IfUnmodifiedSince DATE], dated(DATE) => Proceed, Proceed;
        "modified before": [IfUnmodifiedSince AFTER], dated(DATE) => Proceed, Proceed;
        "no date known": [IfUnmodifiedSince BEFORE], tag("\"v1\"") => Proceed, Proceed;
        "nothing there": [IfUnmodifiedSince AFTER], Representation::Missing => Proceed, STALE;
        "beside If-Match it is mute": [IfMatch "\"v1\"", IfUnmodifiedSince BEFORE], both() => Proceed, Proceed;
        "beside an empty If-Match too": [IfMatch "", IfUnmodifiedSince AFTER], both() => REFUSED, REFUSED;
        "no date at all": [IfUnmodifiedSince "yesterday"], dated(DATE) => Proceed, Proceed;
        "no date, and nothing there": [IfUnmodifiedSince "0"], Representation::Missing => Proceed, Proceed;
        "two lines": [IfUnmodifiedSince BEFORE, IfUnmodifiedSince BEFORE], dated(DATE) => Proceed, Proceed;
        "two dates": [IfUnmodifiedSince &[BEFORE, BEFORE].join(", ")], dated(DATE) => Proceed, Proceed;
        "before 1970": [IfUnmodifiedSince "Wed, 01 Jan 1969 00:00:00 GMT"], dated(DATE) => STALE, STALE;
        "a two-digit year": [IfUnmodifiedSince "Sunday, 06-Nov-94 08:49:36 GMT"], dated(DATE) => STALE, STALE;
        "the form of asctime": [IfUnmodifiedSince "Sun Nov  6 08:49:36 1994"], dated(DATE) => STALE, STALE;
        "then If-None-Match": [IfUnmodifiedSince DATE, IfNoneMatch "\"v1\""], both() => SAME_TAG, EXISTS;
    }
}

#[test]
fn step_3_if_none_match() {
    cases! {
        "the tag": [IfNoneMatch "\"v1\""], both() => SAME_TAG, EXISTS;
        "the tag, weakened": [IfNoneMatch "W/\"v1\""], both() => SAME_TAG, EXISTS;
        "a weak tag": [IfNoneMatch "\"v1\""], tag("W/\"v1\"") => SAME_TAG, EXISTS;
        "the tag in a list": [IfNoneMatch "\"v0\",W/\"v1\",\"v2\""], both() => SAME_TAG, EXISTS;
        "the tag on the second line": [IfNoneMatch "\"v0\"", IfNoneMatch "\"v1\""], both() => SAME_TAG, EXISTS;
        "another tag": [IfNoneMatch "\"v2\""], both() => Proceed, Proceed;
        "a tag that holds ours": [IfNoneMatch "\"v11\", \"xv1\""], both() => Proceed, Proceed;
        "star": [IfNoneMatch "*"], both() => SAME_TAG, EXISTS;
        "star needs no tag": [IfNoneMatch "*"], Representation::present() => SAME_TAG, EXISTS;
        "star and nothing there": [IfNoneMatch "*"], Representation::Missing => Proceed, Proceed;
        "two stars": [IfNoneMatch "**"], both() => Proceed, Proceed;
        "a weak star": [IfNoneMatch "W/*"], both() => Proceed, Proceed;
        "a quoted star, which on a write can only mean a star": [IfNoneMatch "\"*\""], both() => Proceed, EXISTS;
        "a tag and none known": [IfNoneMatch "\"v1\""], dated(DATE) => Proceed, Proceed;
        "after If-Match": [IfMatch "\"v1\"", IfNoneMatch "\"v1\""], both() => SAME_TAG, EXISTS;
        "If-Match comes first": [IfMatch "\"v2\"", IfNoneMatch "\"v1\""], both() => REFUSED, REFUSED;
        "an empty field": [IfNoneMatch ""], both() => Proceed, Proceed;
    }
}

#[test]
fn step_4_if_modified_since() {
    cases! {
        "modified after": [IfModifiedSince BEFORE], dated(DATE) => Proceed, Proceed;
        "modified then": [IfModifiedSince DATE], dated(DATE) => SAME_DATE, Proceed;
        "modified before": [IfModifiedSince AFTER], dated(DATE) => SAME_DATE, Proceed;
        "no date known": [IfModifiedSince AFTER], tag("\"v1\"") => Proceed, Proceed;
        "nothing there": [IfModifiedSince AFTER], Representation::Missing => Proceed, Proceed;
        "beside If-None-Match it is mute": [IfNoneMatch "\"v2\"", IfModifiedSince AFTER], both() => Proceed, Proceed;
        "beside an empty one too": [IfNoneMatch ",", IfModifiedSince AFTER], both() => Proceed, Proceed;
        "beside one of no known tag too": [IfNoneMatch "\"v2\"", IfModifiedSince AFTER], dated(DATE) => Proceed, Proceed;
        "beside If-Match it speaks": [IfMatch "\"v1\"", IfModifiedSince DATE], both() => SAME_DATE, Proceed;
        "no date at all": [IfModifiedSince "sun, 06 nov 1994 08:49:37 gmt"], dated(DATE) => Proceed, Proceed;
        "two lines": [IfModifiedSince DATE, IfModifiedSince DATE], dated(DATE) => Proceed, Proceed;
        "a zone": [IfModifiedSince "Sun, 06 Nov 1994 08:49:37 +0000"], dated(DATE) => Proceed, Proceed;
    }
}

#[test]
fn fractions_of_a_second_do_not_make_a_change() {
    let date = std::time::UNIX_EPOCH + std::time::Duration::from_millis(784_111_777_999);
    let representation = Representation::present().with_last_modified(date);
    assert_eq!(
        decide("read", "GET", &[(IfModifiedSince, DATE)], &representation),
        SAME_DATE
    );
    assert_eq!(
        decide(
            "write",
            "PUT",
            &[(IfUnmodifiedSince, DATE)],
            &representation
        ),
        Proceed
    );
}

#[test]
fn two_digit_years_follow_the_clock_that_is_given() {
    let in_the_year = |year| {
        format!("Sun, 06 Nov {year} 08:49:37 GMT")
            .parse::<LastModified>()
            .unwrap()
    };
    let headers = headers(&[(IfUnmodifiedSince, "Sunday, 06-Nov-70 08:49:37 GMT")]);
    let representation = dated("Sun, 06 Nov 2000 08:49:37 GMT");
    let request = Preconditions::new(&Method::PUT, &headers);
    let at = |year| request.clone().at(in_the_year(year));
    assert_eq!(
        request.evaluate(&representation),
        STALE,
        "1970 by the pivot"
    );
    assert_eq!(at(2000).evaluate(&representation), STALE, "1970");
    assert_eq!(at(2030).evaluate(&representation), Proceed, "2070");
    let fields = Fields::new(&Method::PUT, &headers);
    let in_2030 = || Some(LastModified::from_unix_seconds(1_900_000_000));
    let unknown = || None;
    assert_eq!(
        fields.with_clock(&in_2030).evaluate(&representation),
        Proceed
    );
    assert_eq!(fields.with_clock(&unknown).evaluate(&representation), STALE);
}

/// The RFC's words, one after the other, over what each field is worth.
fn model(method: &str, missing: bool, worth: [Worth; 4], in_list: bool) -> Decision {
    let [if_match, unmodified, none_match, modified] = worth;
    let is_read = READS.contains(&method);
    let _ = in_list;
    if OTHERS.contains(&method) || (is_read && missing) {
        return Proceed;
    }
    if if_match == Worth::False {
        return REFUSED;
    }
    if if_match == Worth::Nothing && unmodified == Worth::False {
        return STALE;
    }
    if none_match == Worth::False {
        return if is_read { SAME_TAG } else { EXISTS };
    }
    if none_match == Worth::Nothing && is_read && modified == Worth::False {
        return SAME_DATE;
    }
    Proceed
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Worth {
    Nothing,
    True,
    False,
}

/// What a date field is worth: nothing if it is absent, invalid, or without a counterpart.
fn date_worth(
    value: Option<&str>,
    known: Option<&str>,
    holds: impl Fn(&str, &str) -> bool,
) -> Worth {
    match (value, known) {
        (None | Some("invalid"), _) | (_, None) => Worth::Nothing,
        (Some(value), Some(known)) if holds(value, known) => Worth::True,
        _ => Worth::False,
    }
}

#[test]
fn every_combination_is_decided_as_the_model_decides_it() {
    let tags: [Option<&str>; 7] = [
        None,
        Some("*"),
        Some("\"v1\""),
        Some("W/\"v1\""),
        Some("\"v2\""),
        Some(""),
        Some("\"v2\", \"v1\""),
    ];
    // The three dates differ in one digit, so they compare as texts.
    let dates: [Option<&str>; 5] = [None, Some(BEFORE), Some(DATE), Some(AFTER), Some("invalid")];
    let states = [
        (true, None, None),
        (false, None, None),
        (false, Some("\"v1\""), None),
        (false, Some("W/\"v1\""), None),
        (false, None, Some(DATE)),
        (false, Some("\"v1\""), Some(DATE)),
        (false, Some("W/\"v1\""), Some(DATE)),
    ];
    let strong =
        |list: &str, tag: &str| tag == "\"v1\"" && !list.contains('W') && list.contains(tag);
    let weak = |list: &str, _: &str| list.contains("\"v1\"");
    let mut count = 0;
    for (missing, etag, date) in states {
        let mut representation = if missing {
            Representation::Missing
        } else {
            Representation::present()
        };
        if let Some(etag) = etag {
            representation = representation.with_etag(etag.parse().unwrap());
        }
        if let Some(date) = date {
            representation =
                representation.with_last_modified(date.parse::<LastModified>().unwrap());
        }
        let listed = |list: Option<&str>, equal: &dyn Fn(&str, &str) -> bool| {
            list.map(|list| {
                if list == "*" {
                    !missing
                } else {
                    etag.is_some_and(|etag| equal(list, etag))
                }
            })
        };
        for if_match in tags {
            for unmodified in dates {
                for none_match in tags {
                    for modified in dates {
                        let worth_of = |truth: Option<bool>| match truth {
                            None => Worth::Nothing,
                            Some(true) => Worth::True,
                            Some(false) => Worth::False,
                        };
                        let unmodified_worth = match unmodified {
                            Some(value) if missing && value != "invalid" => Worth::False,
                            _ => date_worth(unmodified, date, |field, known| known <= field),
                        };
                        let worth = [
                            worth_of(listed(if_match, &strong)),
                            unmodified_worth,
                            worth_of(listed(none_match, &weak).map(|found| !found)),
                            date_worth(modified, date, |field, known| known > field),
                        ];
                        let lines: Vec<_> = [
                            (IfMatch, if_match),
                            (IfUnmodifiedSince, unmodified),
                            (IfNoneMatch, none_match),
                            (IfModifiedSince, modified),
                        ]
                        .into_iter()
                        .filter_map(|(field, value)| Some((field, value?)))
                        .collect();
                        for method in ["GET", "HEAD", "QUERY", "PUT", "DELETE", "OPTIONS"] {
                            let expected = model(method, missing, worth, true);
                            let decision = decide("combination", method, &lines, &representation);
                            assert_eq!(
                                decision, expected,
                                "{method} {lines:?} of {representation:?}"
                            );
                            count += 1;
                        }
                    }
                }
            }
        }
    }
    assert_eq!(count, 7 * 7 * 7 * 5 * 5 * 6);
}

/// Every representation that the tag alone leaves possible.
fn possible(etag: Option<&ETag>) -> Vec<Representation> {
    let dates = [BEFORE, DATE, AFTER].map(|date| date.parse::<LastModified>().unwrap());
    let present = match etag {
        Some(etag) => Representation::present().with_etag(etag.clone()),
        None => Representation::present(),
    };
    let dated = dates.map(|date| present.clone().with_last_modified(date));
    let missing = etag.is_none().then_some(Representation::Missing);
    dated.into_iter().chain([present]).chain(missing).collect()
}

#[test]
fn the_tag_alone_decides_only_what_no_date_could_change() {
    let tags = [None, Some("*"), Some("\"v1\""), Some("\"v2\""), Some("")];
    let dates = [None, Some(DATE), Some("invalid")];
    for etag in [
        None,
        Some(ETag::from_static("\"v1\"")),
        Some(ETag::from_static("W/\"v1\"")),
    ] {
        for (if_match, none_match) in tags.into_iter().flat_map(|a| tags.map(|b| (a, b))) {
            for (unmodified, modified) in dates.into_iter().flat_map(|a| dates.map(|b| (a, b))) {
                let lines: Vec<_> = [
                    (IfMatch, if_match),
                    (IfUnmodifiedSince, unmodified),
                    (IfNoneMatch, none_match),
                    (IfModifiedSince, modified),
                ]
                .into_iter()
                .filter_map(|(field, value)| Some((field, value?)))
                .collect();
                for method in [Method::GET, Method::PUT, Method::OPTIONS] {
                    let headers = headers(&lines);
                    let fields = Fields::new(&method, &headers);
                    let decisions: Vec<_> = possible(etag.as_ref())
                        .iter()
                        .map(|it| fields.evaluate(it))
                        .collect();
                    if let Some(decision) = fields.evaluate_without_date(&by_tag(etag.as_ref())) {
                        let agrees = decisions.iter().all(|other| *other == decision);
                        assert!(
                            agrees,
                            "{method} {lines:?} {etag:?}: {decision:?}, {decisions:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_tag_alone_decides_wherever_no_date_is_asked_for() {
    let v1 = Some("\"v1\"");
    let cases: [(Method, Lines<'_>, Option<&str>, Option<Decision>); 16] = [
        (Method::GET, &[], None, Some(Proceed)),
        (
            Method::GET,
            &[(IfNoneMatch, "\"v1\""), (IfModifiedSince, DATE)],
            v1,
            Some(SAME_TAG),
        ),
        (
            Method::GET,
            &[(IfNoneMatch, "\"v2\""), (IfModifiedSince, DATE)],
            v1,
            Some(Proceed),
        ),
        (Method::GET, &[(IfModifiedSince, DATE)], v1, None),
        // It is read once the date is known: nearly always, the two are the same to the letter.
        (Method::GET, &[(IfModifiedSince, "invalid")], v1, None),
        (Method::PUT, &[(IfModifiedSince, DATE)], v1, Some(Proceed)),
        (
            Method::PUT,
            &[(IfUnmodifiedSince, "invalid")],
            v1,
            Some(Proceed),
        ),
        (Method::PUT, &[(IfUnmodifiedSince, DATE)], v1, None),
        (
            Method::PUT,
            &[(IfMatch, "\"v2\""), (IfUnmodifiedSince, DATE)],
            v1,
            Some(REFUSED),
        ),
        (
            Method::PUT,
            &[(IfMatch, "\"v1\""), (IfUnmodifiedSince, DATE)],
            v1,
            Some(Proceed),
        ),
        (Method::PUT, &[(IfMatch, "\"v1\"")], None, Some(REFUSED)),
        // A 412, or the 404 of what is missing.
        (Method::GET, &[(IfMatch, "\"v1\"")], None, None),
        (Method::PUT, &[(IfMatch, "*")], None, None),
        (Method::PUT, &[(IfNoneMatch, "*")], None, None),
        (Method::PUT, &[(IfNoneMatch, "*")], v1, Some(EXISTS)),
        (Method::PUT, &[(IfNoneMatch, "\"v1\"")], None, Some(Proceed)),
    ];
    for (method, lines, etag, expected) in cases {
        let tag = etag.map(|etag| etag.parse().unwrap());
        let known = by_tag(tag.as_ref());
        let decided = Fields::new(&method, &headers(lines)).evaluate_without_date(&known);
        assert_eq!(decided, expected, "{method} {lines:?} {etag:?}");
    }
}

#[track_caller]
fn ranges(name: &str, method: &Method, lines: Lines<'_>, representation: &Representation) -> bool {
    let mut headers = headers(lines);
    headers.insert(RANGE, HeaderValue::from_static("bytes=0-9"));
    let applies = Fields::new(method, &headers).range_applies(representation);
    assert_eq!(
        Preconditions::new(method, &headers).range_applies(representation),
        applies,
        "{name}"
    );
    applies
}

#[test]
fn step_5_if_range() {
    let cases: &[(&str, Lines<'_>, Representation, bool)] = &[
        ("no field", &[], both(), true),
        ("the tag", &[(IfRange, "\"v1\"")], both(), true),
        ("another tag", &[(IfRange, "\"v2\"")], both(), false),
        (
            "a weak tag",
            &[(IfRange, "W/\"v1\"")],
            tag("W/\"v1\""),
            false,
        ),
        ("a weakened tag", &[(IfRange, "W/\"v1\"")], both(), false),
        (
            "a strong tag for a weak one",
            &[(IfRange, "\"v1\"")],
            tag("W/\"v1\""),
            false,
        ),
        ("exactly the date", &[(IfRange, DATE)], both(), true),
        ("an earlier date", &[(IfRange, BEFORE)], both(), false),
        ("a later date", &[(IfRange, AFTER)], both(), false),
        (
            "a date and none known",
            &[(IfRange, DATE)],
            tag("\"v1\""),
            false,
        ),
        ("a list", &[(IfRange, "\"v1\", \"v2\"")], both(), false),
        ("a star", &[(IfRange, "*")], both(), false),
        (
            "two lines",
            &[(IfRange, "\"v1\""), (IfRange, "\"v1\"")],
            both(),
            false,
        ),
        ("neither tag nor date", &[(IfRange, "v1")], both(), false),
        (
            "nothing there",
            &[(IfRange, "\"v1\"")],
            Representation::Missing,
            false,
        ),
    ];
    for (name, lines, representation, applies) in cases {
        assert_eq!(
            ranges(name, &Method::GET, lines, representation),
            *applies,
            "{name}"
        );
        assert!(
            !ranges(name, &Method::HEAD, lines, representation),
            "{name}: GET only"
        );
        assert!(
            !ranges(name, &Method::PUT, lines, representation),
            "{name}: GET only"
        );
        assert_eq!(
            decide(name, "GET", lines, representation),
            Proceed,
            "{name}: decides nothing"
        );
    }
}

#[test]
fn a_date_in_if_range_is_not_trusted_while_its_second_lasts() {
    let mut headers = headers(&[(IfRange, DATE)]);
    headers.insert(RANGE, HeaderValue::from_static("bytes=0-9"));
    let request = Preconditions::new(&Method::GET, &headers);
    let at = |now: &str| request.clone().at(now.parse::<LastModified>().unwrap());
    assert!(!at(DATE).range_applies(&both()));
    assert!(at(AFTER).range_applies(&both()));
}

#[test]
fn no_range_is_no_range() {
    let headers = headers(&[(IfRange, "\"v1\"")]);
    assert!(!Fields::new(&Method::GET, &headers).range_applies(&both()));
}

#[test]
fn each_field_is_seen_and_some_of_them_guard_a_write() {
    let none = Preconditions::new(&Method::PUT, &HeaderMap::new());
    let none = none.as_fields();
    assert!(none.is_empty() && !none.guards_write());
    assert_eq!(none.method(), Method::PUT);
    for (field, guards) in [
        (IfMatch, true),
        (IfNoneMatch, true),
        (IfUnmodifiedSince, true),
        (IfModifiedSince, false),
        (IfRange, false),
    ] {
        let kept = Preconditions::new(&Method::PUT, &headers(&[(field, "x"), (field, "y")]));
        let kept = kept.as_fields();
        assert!(kept.has(field) && !kept.is_empty(), "{field}");
        assert_eq!(kept.guards_write(), guards, "{field}");
        let others = [
            IfMatch,
            IfNoneMatch,
            IfUnmodifiedSince,
            IfModifiedSince,
            IfRange,
        ];
        assert_eq!(
            others.into_iter().filter(|other| kept.has(*other)).count(),
            1,
            "{field}"
        );
    }
}

#[test]
fn a_create_only_write_does_not_overwrite_because_its_star_came_twice() {
    let present = Representation::present();
    for lines in [
        &[(IfNoneMatch, "*, *")][..],
        &[(IfNoneMatch, "*"), (IfNoneMatch, "*")],
    ] {
        let headers = headers(lines);
        let decision = Fields::new(&Method::PUT, &headers).evaluate(&present);
        assert_eq!(decision, PreconditionFailed(IfNoneMatch), "{lines:?}");
    }
}

#[test]
fn an_if_none_match_that_says_nothing_protects_nothing() {
    let tagged = Representation::present().with_etag(ETag::from(1));
    let protects =
        |value| Fields::new(&Method::PUT, &headers(&[(IfNoneMatch, value)])).protects(&tagged);
    for value in ["", ",", "junk", "**", "w/\"a\""] {
        assert!(!protects(value), "{value}");
    }
    for value in ["*", "\"a\"", "W/\"a\", junk"] {
        assert!(protects(value), "{value}");
    }
}
