//! `If-Match`, `If-None-Match` and `If-Range`: a line of input is a field line, the first one the
//! tag that the server has.

use conditional_core::{Decision, ETag, Fields, Representation, tag_positions};
use conditional_oracle::deviations::only_asterisks;
use conditional_oracle::list::{self, Tag, Value};
use conditional_oracle::rules;
use http::header::{IF_MATCH, IF_NONE_MATCH, IF_RANGE, RANGE};
use http::{HeaderMap, HeaderValue, Method};

use super::{Target, behaviour, field_value};

pub(super) const TARGET: Target = Target {
    name: "lists",
    run,
    words: &[
        b"\"",
        b"\"a\"",
        b"W/\"a\"",
        b",",
        b", ",
        b"\n",
        b"*",
        b"\"*\"",
        b"W/",
        b"\t",
        b"\xFF",
        b"\"a\",\"b\",\"c\"",
    ],
};

fn run(input: &[u8]) -> u64 {
    let mut lines = input.split(|octet| *octet == b'\n').map(field_value);
    let tag = server_tag(&lines.next().unwrap_or_default());
    let lines: Vec<Vec<u8>> = lines.collect();
    let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
    for line in &lines {
        check_positions(line);
    }
    let value = list::read(&lines);
    let (holds, listed) = (holds(&value, &lines, &tag), listed(&value, &lines, &tag));
    if !lines.is_empty() {
        check_decisions(&lines, &tag, holds, listed);
    }
    check_if_range(&lines, &tag);
    let (faulty, count) = match &value {
        Value::Any => (false, usize::MAX),
        Value::List(tags) => (false, tags.len().min(20)),
        Value::Malformed(tags) => (true, tags.len().min(20)),
    };
    let longest = lines.iter().map(|line| line.len().ilog2_or_zero()).max();
    behaviour((
        faulty,
        count,
        holds,
        listed,
        lines.len().min(5),
        longest,
        tag.weak,
    ))
}

trait Log {
    fn ilog2_or_zero(self) -> u32;
}

impl Log for usize {
    fn ilog2_or_zero(self) -> u32 {
        self.checked_ilog2().unwrap_or(0)
    }
}

fn server_tag(line: &[u8]) -> Tag {
    let weak = line.starts_with(b"W");
    let mut opaque = line.to_vec();
    opaque.retain(|octet| !matches!(octet, b'"' | b' ' | b'\t'));
    Tag { weak, opaque }
}

fn check_positions(line: &[u8]) {
    let found = tag_positions(line).map(|place| (place.start, place.end));
    let found: Vec<_> = found.collect();
    assert_eq!(found, list::positions(line), "positions");
    for (start, end) in found {
        let text = line.get(start..end).expect("a position in the line");
        let value = HeaderValue::from_bytes(text).expect("a field value");
        let tag = ETag::try_from(&value).expect("a position is a tag");
        assert_eq!(tag.as_bytes(), text);
    }
}

fn holds(value: &Value, lines: &[&[u8]], tag: &Tag) -> bool {
    is_any(value, lines) || tags(value).iter().any(|listed| rules::strong(listed, tag))
}

fn listed(value: &Value, lines: &[&[u8]], tag: &Tag) -> bool {
    is_any(value, lines) || tags(value).iter().any(|listed| rules::weak(listed, tag))
}

fn is_any(value: &Value, lines: &[&[u8]]) -> bool {
    *value == Value::Any || only_asterisks(lines)
}

fn tags(value: &Value) -> &[Tag] {
    match value {
        Value::Any => &[],
        Value::List(tags) | Value::Malformed(tags) => tags,
    }
}

fn representation(tag: &Tag) -> Representation {
    let etag = if tag.weak {
        ETag::weak(&tag.opaque)
    } else {
        ETag::strong(&tag.opaque)
    };
    Representation::present().with_etag(etag.expect("an entity-tag"))
}

fn check_decisions(lines: &[&[u8]], tag: &Tag, holds: bool, listed: bool) {
    let current = representation(tag);
    let [mut if_match, mut if_none_match] = [HeaderMap::new(), HeaderMap::new()];
    for line in lines {
        let value = HeaderValue::from_bytes(line).expect("a field value");
        if_match.append(IF_MATCH, value.clone());
        if_none_match.append(IF_NONE_MATCH, value);
    }
    let proceeds =
        |method, headers| Fields::new(method, headers).evaluate(&current) == Decision::Proceed;
    assert_eq!(proceeds(&Method::PUT, &if_match), holds, "If-Match");
    assert_eq!(
        proceeds(&Method::GET, &if_none_match),
        !listed,
        "If-None-Match"
    );
}

fn check_if_range(lines: &[&[u8]], tag: &Tag) {
    let [line] = lines else {
        return;
    };
    let value = HeaderValue::from_bytes(line).expect("a field value");
    let range = HeaderValue::from_static("bytes=0-0");
    let headers = HeaderMap::from_iter([(IF_RANGE, value), (RANGE, range)]);
    let applies = Fields::new(&Method::GET, &headers).range_applies(&representation(tag));
    let text = [b"\"", tag.opaque.as_slice(), b"\""].concat();
    assert_eq!(applies, !tag.weak && list::trim(line) == text, "If-Range");
}
