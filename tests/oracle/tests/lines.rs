//! The core's reader of lists beside the grammar's state machine: on *every* line of up to eight
//! octets that the grammar can tell apart, on every two short lines, and on long ones by the
//! ten thousand.

#![expect(clippy::expect_used, reason = "what does not hold fails the test")]

use std::collections::{BTreeSet, HashMap};

use conditional_core::{Decision, ETag, Fields, Representation};
use conditional_oracle::deviations::only_asterisks;
use conditional_oracle::list::{self, Tag, Value};
use conditional_oracle::rules::{strong, weak};
use http::header::{IF_MATCH, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

/// All octets that mean something to the grammar, one that is like every other, one above 7F.
const ALPHABET: &[u8] = b"\", \tW/a\x80";

/// The same, with the asterisk.
const WITH_ASTERISK: &[u8] = b"*\", \tW/a\x80";

/// Calls `check` with every line of up to `longest` octets.
fn every_line(alphabet: &[u8], longest: usize, mut check: impl FnMut(&[u8])) {
    let mut line = Vec::with_capacity(longest);
    extend(alphabet, longest, &mut line, &mut check);
}

fn extend(alphabet: &[u8], longest: usize, line: &mut Vec<u8>, check: &mut impl FnMut(&[u8])) {
    check(line);
    if line.len() < longest {
        for octet in alphabet {
            line.push(*octet);
            extend(alphabet, longest, line, check);
            line.pop();
        }
    }
}

#[test]
fn tags_are_found_where_the_grammar_has_them_on_every_line_of_eight_octets() {
    let mut lines = 0_u64;
    every_line(ALPHABET, 8, |line| {
        compare_positions(line);
        lines += 1;
    });
    assert_eq!(lines, (0..=8).map(|length| 8_u64.pow(length)).sum());
}

fn compare_positions(line: &[u8]) {
    let mut found = conditional_core::tag_positions(line);
    for place in list::positions(line) {
        let next = found.next().map(|range| (range.start, range.end));
        assert!(
            next == Some(place),
            "{next:?}, not {place:?}: {}",
            shown(&[line])
        );
    }
    assert!(found.next().is_none(), "too many: {}", shown(&[line]));
}

#[test]
fn tags_match_as_the_grammar_has_them_on_every_line_of_eight_octets() {
    let (mut sides, mut quoted) = (Sides::default(), 0_u64);
    every_line(ALPHABET, 8, |line| {
        // A line without two quotes matches nothing, as the other tests show of shorter ones.
        if line.split(|octet| *octet == b'"').nth(2).is_some() {
            sides.compare_matches(&[line]);
            quoted += 1;
        }
    });
    assert!(quoted > 4_000_000, "only {quoted} lines");
}

#[test]
fn every_two_lines_are_read_as_one_field() {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    every_line(WITH_ASTERISK, 3, |line| lines.push(line.to_vec()));
    let mut sides = Sides::default();
    for first in &lines {
        for second in &lines {
            sides.compare_matches(&[first, second]);
        }
    }
}

#[test]
fn asterisks_mean_what_the_grammar_and_the_declared_deviations_say() {
    let mut sides = Sides::default();
    every_line(WITH_ASTERISK, 6, |line| sides.compare_matches(&[line]));
}

#[test]
fn long_lines_are_read_as_the_grammar_reads_them() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let mut sides = Sides::default();
    for _ in 0..30_000 {
        let line = long_line(&mut random);
        compare_positions(&line);
        sides.compare_matches(&[&line]);
        let (first, second) = line.split_at(random.below(line.len() + 1));
        sides.compare_matches(&[first, second]);
    }
}

/// Mostly members as clients write them, some of them broken; now and then kilobytes.
fn long_line(random: &mut Random) -> Vec<u8> {
    let members = if random.below(50) == 0 {
        400
    } else {
        random.below(12)
    };
    let mut line = Vec::new();
    for _ in 0..members {
        let separators: &[&[u8]] = &[b",", b", ", b" ,\t", b",,"];
        let mark: &[u8] = if random.below(3) == 0 { b"W/" } else { b"" };
        line.extend_from_slice(mark);
        line.push(b'"');
        for _ in 0..random.below(9) {
            line.push(*random.one_of(b"abW/,\\*!~\x80\xFF"));
        }
        line.push(b'"');
        let separator = *random.one_of(separators);
        line.extend_from_slice(separator);
    }
    for _ in 0..random.below(3) {
        let at = random.below(line.len() + 1);
        line.insert(at, *random.one_of(WITH_ASTERISK));
    }
    line
}

/// Asks both sides about tags.
#[derive(Default)]
struct Sides {
    /// What has been made before, by opaque part: most lines are about the same few.
    currents: HashMap<Vec<u8>, [(Tag, Representation); 2]>,
}

impl Sides {
    /// Asks about every tag that one could see in the lines, strong and weak, by both comparisons.
    fn compare_matches(&mut self, lines: &[&[u8]]) {
        let value = list::read(lines);
        let any = value == Value::Any || only_asterisks(lines);
        let tags = match &value {
            Value::Any => &[][..],
            Value::List(tags) | Value::Malformed(tags) => tags,
        };
        let [if_match, if_none_match] = [IF_MATCH, IF_NONE_MATCH].map(|name| headers(&name, lines));
        for opaque in candidates(lines) {
            for (tag, current) in self.currents(opaque) {
                let holds = any || tags.iter().any(|listed| strong(listed, tag));
                let is_listed = any || tags.iter().any(|listed| weak(listed, tag));
                assert!(
                    proceeds(&Method::PUT, &if_match, current) == holds,
                    "If-Match: {} and {tag:?}: {holds} by the grammar",
                    shown(lines)
                );
                assert!(
                    proceeds(&Method::GET, &if_none_match, current) != is_listed,
                    "If-None-Match: {} and {tag:?}: {is_listed} by the grammar",
                    shown(lines)
                );
            }
        }
    }

    fn currents(&mut self, opaque: &[u8]) -> &[(Tag, Representation); 2] {
        if !self.currents.contains_key(opaque) {
            let both = [Tag::strong(opaque), Tag::weak(opaque)];
            let both = both.map(|tag| (tag.clone(), current(&tag)));
            self.currents.insert(opaque.to_vec(), both);
        }
        self.currents.get(opaque).expect("it was made just now")
    }
}

fn proceeds(method: &Method, headers: &HeaderMap, current: &Representation) -> bool {
    Fields::new(method, headers).evaluate(current) == Decision::Proceed
}

/// Whatever stands between two quotes and could be the inside of a tag; and one that is nowhere.
fn candidates<'a>(lines: &[&'a [u8]]) -> BTreeSet<&'a [u8]> {
    let mut found = BTreeSet::from([&b"nowhere"[..]]);
    for line in lines {
        let parts: Vec<&[u8]> = line.split(|octet| *octet == b'"').collect();
        let inside = parts
            .get(1..parts.len().saturating_sub(1))
            .unwrap_or_default();
        let legal = |text: &&&[u8]| !text.iter().any(|octet| matches!(octet, b' ' | b'\t'));
        found.extend(inside.iter().filter(legal).take(8));
    }
    found
}

fn current(tag: &Tag) -> Representation {
    let etag = if tag.weak {
        ETag::weak(&tag.opaque)
    } else {
        ETag::strong(&tag.opaque)
    };
    Representation::present().with_etag(etag.expect("an entity-tag"))
}

fn headers(name: &HeaderName, lines: &[&[u8]]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in lines {
        let value = HeaderValue::from_bytes(line).expect("a field value");
        headers.append(name.clone(), value);
    }
    headers
}

fn shown(lines: &[&[u8]]) -> String {
    let lines = lines.iter().map(|line| line.escape_ascii().to_string());
    lines.collect::<Vec<_>>().join(" ⏎ ")
}

/// Xorshift: the same lines in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % limit
    }

    fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let at = self.below(choices.len());
        choices.get(at).expect("a choice")
    }
}
