//! The values that the tables are made of.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a table that cannot be built fails the test"
)]

use conditional_core::{ConditionalField, Decision, ETag, LastModified, Representation};
use conditional_oracle::list::{self, Tag, Value};
use conditional_oracle::rules::{Answer, Case, Declared, Field, IfRange};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

/// Sun, 06 Nov 1994 08:49:37 GMT
pub(crate) const MODIFIED: i64 = 784_111_777;

/// What the server's clock may say, and by how much it may be wrong: around the modification date.
pub(crate) const CLOCKS: [(Option<i64>, u32); 11] = [
    (None, 0),
    (None, 2),
    (Some(MODIFIED - 1), 0),
    (Some(MODIFIED), 0),
    (Some(MODIFIED + 1), 0),
    (Some(MODIFIED + 2), 0),
    (Some(MODIFIED + 1), 2),
    (Some(MODIFIED + 2), 2),
    (Some(MODIFIED + 3), 2),
    (Some(MODIFIED + 4), 2),
    (Some(MODIFIED + 1_000_000_000), u32::MAX),
];

/// All lines of a field, and what they say.
pub(crate) struct Tags {
    pub(crate) lines: Vec<&'static [u8]>,
    value: Option<Value>,
    read_barely: Option<Value>,
}

impl Tags {
    pub(crate) fn new(lines: &[&'static [u8]]) -> Self {
        Self {
            lines: lines.to_vec(),
            value: (!lines.is_empty()).then(|| list::read(lines)),
            read_barely: (!lines.is_empty()).then(|| list::read_with_bare_tags(lines)),
        }
    }

    pub(crate) fn field(&self) -> Field<'_> {
        field(self.value.as_ref())
    }

    pub(crate) fn field_with_bare_tags(&self) -> Field<'_> {
        field(self.read_barely.as_ref())
    }
}

fn field(value: Option<&Value>) -> Field<'_> {
    match value {
        None => Field::Absent,
        Some(Value::Any) => Field::Any,
        Some(Value::List(tags)) => Field::List(tags),
        Some(Value::Malformed(tags)) => Field::Malformed(tags),
    }
}

/// Absent, true, false, `*`, malformed, empty, repeated, with white space.
pub(crate) fn tags() -> Vec<Tags> {
    let lines: &[&[&'static [u8]]] = &[
        &[],
        &[b""],
        &[b" \t"],
        &[b",,"],
        &[b"\"a\""],
        &[b" \t\"a\" "],
        &[b"W/\"a\""],
        &[b"\"b\""],
        &[b"\"b\", \"a\""],
        &[b"\"b\",,W/\"a\""],
        &[b"\"b\"", b"\"a\""],
        &[b"\"a\"", b"bad"],
        &[b"bad", b"\"a\""],
        &[b"\"b\", bad, \"a\""],
        &[b"\"a\" bad"],
        &[b"\"a\", \"b"],
        &[b"\"a"],
        &[b"a"],
        &[b"w/\"a\""],
        &[b"\"b a\", \"a\""],
        &[b"\"b,\\\",\"a\""],
        &[b"\"\xE9\",\"a\""],
        &[b"*"],
        &[b" *\t"],
        &[b"*, *"],
        &[b"*", b"*"],
        &[b",*"],
        &[b"*", b""],
        &[b"**"],
        &[b"W/*"],
        &[b"*, \"a\""],
        &[b"\"a\", *"],
        &[b"\"*\""],
        &[b"W/\"*\""],
        &[b"\"*\"", b"\"b\""],
    ];
    lines.iter().map(|lines| Tags::new(lines)).collect()
}

/// The same, and more without quotes.
pub(crate) fn tags_and_bare_ones() -> Vec<Tags> {
    let lines: &[&[&'static [u8]]] = &[
        &[b"b, a"],
        &[b"W/a"],
        &[b"W/"],
        &[b"a\"", b"a"],
        &[b"\"b\", a", b"c"],
        &[b"a b"],
        &[b"b, *"],
        &[b"W/c"],
        &[b"\"c\""],
        &[b",a,"],
    ];
    let mut tags = tags();
    tags.extend(lines.iter().map(|lines| Tags::new(lines)));
    tags
}

/// All lines of a field, and the second that they name if they are one HTTP-date.
pub(crate) struct Dates {
    pub(crate) lines: Vec<&'static [u8]>,
    pub(crate) seconds: Option<i64>,
}

/// Absent, true, false, malformed, empty, repeated, with white space, in all three forms.
pub(crate) fn dates() -> Vec<Dates> {
    let rows: &[(&[&'static [u8]], Option<i64>)] = &[
        (&[], None),
        (&[b""], None),
        (&[b"Sun, 06 Nov 1994 08:49:37 GMT"], Some(MODIFIED)),
        (&[b"Sun, 06 Nov 1994 08:49:36 GMT"], Some(MODIFIED - 1)),
        (&[b"Sun, 06 Nov 1994 08:49:38 GMT"], Some(MODIFIED + 1)),
        (&[b"Sunday, 06-Nov-94 08:49:37 GMT"], Some(MODIFIED)),
        (&[b"Sun Nov  6 08:49:36 1994"], Some(MODIFIED - 1)),
        (&[b" \tSun, 06 Nov 1994 08:49:37 GMT "], Some(MODIFIED)),
        (&[b"Thu, 01 Jan 1970 00:00:00 GMT"], Some(0)),
        (&[b"Sun, 20 Jul 1969 20:17:40 GMT"], Some(-14_182_940)),
        (&[b"sun, 06 nov 1994 08:49:37 gmt"], None),
        (&[b"1994-11-06T08:49:37Z"], None),
        (
            &[
                b"Sun, 06 Nov 1994 08:49:37 GMT",
                b"Sun, 06 Nov 1994 08:49:37 GMT",
            ],
            None,
        ),
        (
            &[b"Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT"],
            None,
        ),
    ];
    let dates = rows.iter().map(|(lines, seconds)| Dates {
        lines: lines.to_vec(),
        seconds: *seconds,
    });
    dates.collect()
}

/// What a value of `If-Range` is.
pub(crate) enum Range {
    Tag(Tag),
    Date(i64),
    Malformed,
}

impl Range {
    pub(crate) fn field(value: Option<&Self>) -> IfRange<'_> {
        match value {
            None => IfRange::Absent,
            Some(Self::Tag(tag)) => IfRange::Tag(tag),
            Some(Self::Date(date)) => IfRange::Date(*date),
            Some(Self::Malformed) => IfRange::Malformed,
        }
    }
}

/// Values of `If-Range`.
pub(crate) fn ranges() -> Vec<(Vec<&'static [u8]>, Option<Range>)> {
    let tag = |opaque: &str| Some(Range::Tag(Tag::strong(opaque)));
    let date = |seconds| Some(Range::Date(seconds));
    let rows: Vec<(&[&'static [u8]], Option<Range>)> = vec![
        (&[], None),
        (&[b"\"a\""], tag("a")),
        (&[b" \"a\"\t"], tag("a")),
        (&[b"\"b\""], tag("b")),
        (&[b"W/\"a\""], Some(Range::Tag(Tag::weak("a")))),
        (&[b"w/\"a\""], Some(Range::Malformed)),
        (&[b"\"a\", \"a\""], Some(Range::Malformed)),
        (&[b"\"a\"", b"\"a\""], Some(Range::Malformed)),
        (&[b"*"], Some(Range::Malformed)),
        (&[b"a"], Some(Range::Malformed)),
        (&[b""], Some(Range::Malformed)),
        (&[b"Sun, 06 Nov 1994 08:49:37 GMT"], date(MODIFIED)),
        (&[b"\tSun, 06 Nov 1994 08:49:37 GMT "], date(MODIFIED)),
        (&[b"Sunday, 06-Nov-94 08:49:37 GMT"], date(MODIFIED)),
        (&[b"Sun Nov  6 08:49:37 1994"], date(MODIFIED)),
        (&[b"Sun, 06 Nov 1994 08:49:36 GMT"], date(MODIFIED - 1)),
        (&[b"Sun, 06 Nov 1994 08:49:38 GMT"], date(MODIFIED + 1)),
        (
            &[
                b"Sun, 06 Nov 1994 08:49:37 GMT",
                b"Sun, 06 Nov 1994 08:49:37 GMT",
            ],
            Some(Range::Malformed),
        ),
    ];
    let rows = rows.into_iter();
    rows.map(|(lines, value)| (lines.to_vec(), value)).collect()
}

/// What the server has, for both sides.
#[derive(Debug)]
pub(crate) struct Current {
    pub(crate) representation: Representation,
    exists: bool,
    etag: Option<Tag>,
    modified: Option<i64>,
}

impl Current {
    /// A request of this method without any field.
    pub(crate) fn case<'a>(&'a self, method: &'a str) -> Case<'a> {
        Case {
            method,
            if_match: Field::Absent,
            if_match_lines: &[],
            if_unmodified_since: None,
            if_none_match: Field::Absent,
            if_none_match_lines: &[],
            if_modified_since: None,
            if_range: IfRange::Absent,
            range: false,
            exists: self.exists,
            etag: self.etag.as_ref(),
            modified: self.modified,
            now: None,
            margin: 0,
            compares_if_match_weakly: false,
            other_etags: &[],
            declared: Declared::default(),
            if_match_with_bare_tags: Field::Absent,
            if_none_match_with_bare_tags: Field::Absent,
        }
    }
}

impl Current {
    /// What is missing has no further representations.
    pub(crate) fn others_of<'a>(&self, others: &'a [Tag]) -> &'a [Tag] {
        if self.exists { others } else { &[] }
    }
}

/// Missing; present with no validator, one of them, both; strong, weak, and an asterisk.
pub(crate) fn currents() -> Vec<Current> {
    let mut currents = vec![Current {
        representation: Representation::default(),
        exists: false,
        etag: None,
        modified: None,
    }];
    let tags = [
        None,
        Some(Tag::strong("a")),
        Some(Tag::weak("a")),
        Some(Tag::strong("*")),
    ];
    for etag in tags {
        for modified in [None, Some(MODIFIED)] {
            let mut representation = Representation::present();
            if let Some(tag) = &etag {
                representation = representation.with_etag(core_tag(tag));
            }
            if let Some(seconds) = modified {
                let date = LastModified::from_unix_seconds(seconds);
                representation = representation.with_last_modified(date);
            }
            currents.push(Current {
                representation,
                exists: true,
                etag: etag.clone(),
                modified,
            });
        }
    }
    currents
}

pub(crate) fn core_tag(tag: &Tag) -> ETag {
    let made = if tag.weak {
        ETag::weak(&tag.opaque)
    } else {
        ETag::strong(&tag.opaque)
    };
    made.expect("an entity-tag")
}

/// One method of each kind, and some that the RFC does not know.
pub(crate) fn methods() -> Vec<(&'static str, Method)> {
    let names = [
        "GET", "HEAD", "QUERY", "PUT", "POST", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE",
        "PROPFIND", "get",
    ];
    let method = |name: &str| Method::from_bytes(name.as_bytes()).expect("a method");
    names.map(|name| (name, method(name))).to_vec()
}

/// A field with these lines.
pub(crate) fn append(headers: &mut HeaderMap, name: &HeaderName, lines: &[&[u8]]) {
    for line in lines {
        let value = HeaderValue::from_bytes(line).expect("a field value");
        headers.append(name, value);
    }
}

/// The core's decision in the oracle's words.
pub(crate) fn decided(decision: Decision) -> Answer {
    let status = decision.status().map(|status| status.as_u16());
    match (status, decision.field().map(step)) {
        (None, None) => Answer::Perform,
        (Some(304), Some(step)) => Answer::NotModified(step),
        (Some(412), Some(step)) => Answer::PreconditionFailed(step),
        other => panic!("the core never decides {other:?} by itself"),
    }
}

fn step(field: ConditionalField) -> u8 {
    match field {
        ConditionalField::IfMatch => 1,
        ConditionalField::IfUnmodifiedSince => 2,
        ConditionalField::IfNoneMatch => 3,
        ConditionalField::IfModifiedSince => 4,
        ConditionalField::IfRange => 5,
    }
}
