//! Every combination of methods, representations and fields, decided twice.

mod support;

use conditional_core::{Dialect, Fields, LastModified, Preconditions, Representation};
use conditional_oracle::deviations::{self, About, DEVIATIONS};
use conditional_oracle::list::Tag;
use conditional_oracle::rules::{self, Answer, Case, Declared};
use http::header::{
    IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, RANGE,
};
use http::{HeaderMap, Method};

use support::{
    CLOCKS, Current, Dates, Range, Tags, append, core_tag, currents, dates, decided, methods,
    ranges, tags, tags_and_bare_ones,
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
            if_match_with_bare_tags: self.if_match.field_with_bare_tags(),
            if_none_match_with_bare_tags: self.if_none_match.field_with_bare_tags(),
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

    /// Notes those about this without which the core would not be allowed to decide as it does.
    fn note_about(&mut self, about: About, is_allowed_without: impl Fn(usize) -> bool) {
        for (at, deviation) in DEVIATIONS.iter().enumerate() {
            if deviation.about == about && !is_allowed_without(at) {
                self.0
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|needed| *needed = true);
            }
        }
    }

    /// Asserts that all deviations that are about this were needed, and no others.
    #[track_caller]
    fn assert_all(&self, about: About) {
        for (deviation, needed) in DEVIATIONS.iter().zip(self.0) {
            assert_eq!(needed, deviation.about == about, "{}", deviation.name);
        }
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
    needed.assert_all(About::Fields);
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
                needed.note_about(About::Fields, |without| {
                    deviations::answer(&case, Some(without)) == answer
                });
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
                for (current, clock) in currents.iter().flat_map(|c| CLOCKS.map(|now| (c, now))) {
                    let case = Case {
                        if_range: Range::field(if_range.as_ref()),
                        range: !range.is_empty(),
                        now: clock.0,
                        margin: clock.1.into(),
                        ..current.case(name)
                    };
                    let honoured = honours(method, &headers, clock, &current.representation);
                    let expected = deviations::range_is_honoured(&case, None);
                    assert!(honoured == expected, "{honoured}: {case:?}, {headers:?}");
                    needed.note_about(About::Ranges, |without| {
                        deviations::range_is_honoured(&case, Some(without)) == honoured
                    });
                }
            }
        }
    }
    needed.assert_all(About::Ranges);
}

fn honours(
    method: &Method,
    headers: &HeaderMap,
    clock: (Option<i64>, u32),
    current: &Representation,
) -> bool {
    at(Fields::new(method, headers), clock).range_applies(current)
}

/// The same request, at this time.
fn at(fields: Fields<'_>, (now, margin): (Option<i64>, u32)) -> Fields<'_> {
    let fields = fields.with_margin(margin);
    match now.map(LastModified::from_unix_seconds) {
        None => fields,
        Some(now) => fields.at(now),
    }
}

#[test]
fn a_date_is_believed_once_its_second_is_over() {
    let (dates, currents, methods) = (dates(), currents(), methods());
    let absent = Tags::new(&[]);
    let mut needed = Needed::none_yet();
    for if_unmodified_since in &dates {
        for if_modified_since in &dates {
            let combination = Combination {
                if_match: &absent,
                if_none_match: &absent,
                if_unmodified_since,
                if_modified_since,
            };
            let headers = combination.headers();
            for (name, method) in &methods {
                for (current, clock) in currents.iter().flat_map(|c| CLOCKS.map(|now| (c, now))) {
                    let case = Case {
                        now: clock.0,
                        margin: clock.1.into(),
                        ..combination.case(name, current)
                    };
                    let fields = at(Fields::new(method, &headers), clock);
                    let answer = decided(fields.evaluate(&current.representation));
                    let expected = deviations::answer(&case, None);
                    assert!(
                        answer == expected,
                        "{answer:?} instead of {expected:?}: {case:?}"
                    );
                    needed.note_about(About::Clocks, |without| {
                        deviations::answer(&case, Some(without)) == answer
                    });
                }
            }
        }
    }
    needed.assert_all(About::Clocks);
}

#[test]
fn what_an_application_declares_changes_just_that() {
    let (tags, currents, methods) = (tags_and_bare_ones(), currents(), methods());
    let absent = Dates {
        lines: Vec::new(),
        seconds: None,
    };
    let others = [Tag::strong("b"), Tag::weak("c")];
    let mut needed = Needed::none_yet();
    for (if_match, if_none_match) in tags.iter().flat_map(|m| tags.iter().map(move |n| (m, n))) {
        let combination = Combination {
            if_match,
            if_none_match,
            if_unmodified_since: &absent,
            if_modified_since: &absent,
        };
        let headers = combination.headers();
        for (name, method) in &methods {
            for current in &currents {
                for declared in declarations(current.others_of(&others)) {
                    let case = Case {
                        declared,
                        ..combination.case(name, current)
                    };
                    let answer = decided(
                        Fields::new(method, &headers)
                            .with_dialect(dialect(declared))
                            .evaluate(&with_others(current, declared)),
                    );
                    let expected = deviations::answer(&case, None);
                    assert!(
                        answer == expected,
                        "{answer:?} instead of {expected:?}: {case:?}"
                    );
                    needed.note_about(About::Declared, |without| {
                        deviations::answer(&case, Some(without)) == answer
                    });
                }
            }
        }
    }
    needed.assert_all(About::Declared);
}

/// Everything that can be declared, and nothing.
fn declarations(others: &[Tag]) -> [Declared<'_>; 8] {
    [0, 1, 2, 3, 4, 5, 6, 7].map(|bits| Declared {
        bare_tags: bits & 1 != 0,
        weak_if_match: bits & 2 != 0,
        other_etags: if bits & 4 == 0 { &[] } else { others },
    })
}

fn dialect(declared: Declared<'_>) -> Dialect {
    let mut dialect = Dialect::new();
    if declared.bare_tags {
        dialect = dialect.with_bare_tags();
    }
    if declared.weak_if_match {
        dialect = dialect.with_weak_if_match();
    }
    dialect
}

fn with_others(current: &Current, declared: Declared<'_>) -> Representation {
    let others = declared.other_etags.iter().map(core_tag);
    others.fold(current.representation.clone(), Representation::or_etag)
}
