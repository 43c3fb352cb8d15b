//! Every combination of methods, representations and fields, decided twice.

mod support;

use conditional_core::{Fields, LastModified, Preconditions, Representation};
use conditional_oracle::deviations::{self, DEVIATIONS};
use conditional_oracle::rules::{self, Answer, Case};
use http::header::{
    IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, RANGE,
};
use http::{HeaderMap, Method};

use support::{
    CLOCKS, Current, Dates, Range, Tags, append, currents, dates, decided, methods, ranges, tags,
};

/// The four fields that decide between performing, 304 and 412.
#[expect(clippy::struct_field_names, reason = "the RFC's names of the fields")]
struct Combination<'a> {
    if_match: &'a Tags,
    if_none_match: &'a Tags,
    if_unmodified_since: &'a Dates,
    if_modified_since: &'a Dates,
}

impl Combination<'_> {
    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, lines) in [
            (IF_MATCH, &self.if_match.lines),
            (IF_NONE_MATCH, &self.if_none_match.lines),
            (IF_UNMODIFIED_SINCE, &self.if_unmodified_since.lines),
            (IF_MODIFIED_SINCE, &self.if_modified_since.lines),
        ] {
            append(&mut headers, &name, lines);
        }
        headers
    }

    fn case<'a>(&'a self, method: &'a str, current: &'a Current) -> Case<'a> {
        Case {
            if_match: self.if_match.field(),
            if_match_lines: &self.if_match.lines,
            if_none_match: self.if_none_match.field(),
            if_none_match_lines: &self.if_none_match.lines,
            if_unmodified_since: self.if_unmodified_since.seconds,
            if_modified_since: self.if_modified_since.seconds,
            ..current.case(method)
        }
    }
}

/// Which deviations some case needs.
struct Needed([bool; DEVIATIONS.len()]);

impl Needed {
    const fn none_yet() -> Self {
        Self([false; DEVIATIONS.len()])
    }

    /// Notes the deviations without which the core would not be allowed to decide as it does.
    fn note(&mut self, is_allowed_without: impl Fn(usize) -> bool) {
        for (at, needed) in self.0.iter_mut().enumerate() {
            *needed = *needed || !is_allowed_without(at);
        }
    }

    fn names(&self) -> Vec<&'static str> {
        let needed = DEVIATIONS.iter().zip(self.0).filter(|(_, needed)| *needed);
        needed.map(|(deviation, _)| deviation.name).collect()
    }
}

#[test]
fn every_combination_is_decided_as_the_rfc_and_the_declared_deviations_say() {
    let (tags, dates, currents, methods) = (tags(), dates(), currents(), methods());
    let mut needed = Needed::none_yet();
    for if_match in &tags {
        for if_none_match in &tags {
            for if_unmodified_since in &dates {
                for if_modified_since in &dates {
                    let combination = Combination {
                        if_match,
                        if_none_match,
                        if_unmodified_since,
                        if_modified_since,
                    };
                    compare(&combination, &methods, &currents, &mut needed);
                }
            }
        }
    }
    let expected: Vec<_> = DEVIATIONS.iter().map(|deviation| deviation.name).collect();
    assert_eq!(
        needed.names(),
        expected[..expected.len() - 1],
        "a deviation that no case needs, or one about ranges (the last)"
    );
}

fn compare(
    combination: &Combination<'_>,
    methods: &[(&str, Method)],
    currents: &[Current],
    needed: &mut Needed,
) {
    let headers = combination.headers();
    for (name, method) in methods {
        let fields = Fields::new(method, &headers);
        for current in currents {
            let case = combination.case(name, current);
            let answer = decided(fields.evaluate(&current.representation));
            let expected = deviations::answer(&case, None);
            assert!(
                answer == expected,
                "{answer:?} instead of {expected:?}: {case:?}"
            );
            compare_with_tag_alone(&fields, current, answer);
            if rules::answer(&case) != answer {
                needed.note(|without| deviations::answer(&case, Some(without)) == answer);
            }
        }
    }
}

/// What the tag alone decides is decided so whatever the date is.
fn compare_with_tag_alone(fields: &Fields<'_>, current: &Current, answer: Answer) {
    let etag = current.representation.etag().cloned();
    let known = etag.map_or(Representation::Missing, |etag| {
        Representation::present().with_etag(etag)
    });
    if let Some(early) = fields.evaluate_without_date(&known) {
        assert!(
            decided(early) == answer,
            "{early:?} by the tag alone instead of {answer:?}: {fields:?}, {current:?}"
        );
    }
}

#[test]
fn what_is_kept_of_a_request_decides_as_the_request() {
    let (tags, dates, currents, methods) = (tags(), dates(), currents(), methods());
    for (if_match, if_none_match) in tags.iter().zip(tags.iter().rev()) {
        for if_unmodified_since in &dates {
            for if_modified_since in &dates {
                let headers = Combination {
                    if_match,
                    if_none_match,
                    if_unmodified_since,
                    if_modified_since,
                }
                .headers();
                for (_, method) in &methods {
                    let kept = Preconditions::new(method, &headers);
                    let borrowed = Fields::new(method, &headers);
                    for current in &currents {
                        let current = &current.representation;
                        assert_eq!(
                            kept.evaluate(current),
                            borrowed.evaluate(current),
                            "{kept:?}, {current:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_range_is_honoured_or_not_as_the_rfc_says() {
    let (currents, methods) = (currents(), methods());
    let mut needed = Needed::none_yet();
    for (lines, if_range) in ranges() {
        for range in [&[][..], &[&b"bytes=0-1"[..]]] {
            let mut headers = HeaderMap::new();
            append(&mut headers, &IF_RANGE, &lines);
            append(&mut headers, &RANGE, range);
            for (name, method) in &methods {
                for (current, now) in currents.iter().flat_map(|c| CLOCKS.map(|now| (c, now))) {
                    let case = Case {
                        if_range: Range::field(if_range.as_ref()),
                        range: !range.is_empty(),
                        now,
                        ..current.case(name)
                    };
                    let honoured = honours(method, &headers, now, &current.representation);
                    let expected = deviations::range_is_honoured(&case, None);
                    assert!(honoured == expected, "{honoured}: {case:?}, {headers:?}");
                    needed.note(|without| {
                        deviations::range_is_honoured(&case, Some(without)) == honoured
                    });
                }
            }
        }
    }
    let about_clocks = DEVIATIONS.last().map(|deviation| deviation.name);
    assert_eq!(needed.names(), Vec::from_iter(about_clocks));
}

fn honours(
    method: &Method,
    headers: &HeaderMap,
    now: Option<i64>,
    current: &Representation,
) -> bool {
    let preconditions = Preconditions::new(method, headers);
    match now.map(LastModified::from_unix_seconds) {
        None => preconditions.range_applies(current),
        Some(now) => preconditions.at(now).range_applies(current),
    }
}
