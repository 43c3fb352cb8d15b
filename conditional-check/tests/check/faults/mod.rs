//! A server for each rule that breaks just that rule: the check names it, and nothing else.

mod codings;
mod dates;
mod dependence;
mod errors;
pub(crate) mod fault;
mod head;
mod not_modified;
mod precedence;
mod ranges;
mod tags;
mod validators;
mod writes;

use std::collections::BTreeSet;

use conditional_check::{Outcome, Report, Rule, rules};
use tokio::task::JoinSet;

use self::fault::{Fault, check, misread};
use crate::site::{BOTH, DATE_ONLY, Kind, TAG_ONLY};

fn faults() -> impl Iterator<Item = Fault> {
    validators::faults()
        .into_iter()
        .chain(head::faults())
        .chain(tags::faults())
        .chain(dates::faults())
        .chain(precedence::faults())
        .chain(not_modified::faults())
        .chain(ranges::faults())
        .chain(codings::faults())
        .chain(dependence::faults())
        .chain(errors::faults())
        .chain(writes::faults())
}

fn broken(report: &Report) -> Vec<&'static str> {
    let broken = report.broken().chain(report.unasked());
    broken.map(|result| result.rule().name()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_is_found_and_nothing_else_is_blamed() {
    let mut checks = JoinSet::new();
    for fault in faults() {
        checks.spawn(async move { (fault.rule, broken(&check(&fault).await)) });
    }
    let results = checks.join_all().await;
    let wrong: Vec<_> = results
        .into_iter()
        .filter(|(rule, broken)| broken != &[*rule])
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_has_a_fault() {
    let faults: BTreeSet<_> = faults().map(|fault| fault.rule).collect();
    let without: Vec<_> = rules()
        .map(Rule::name)
        .filter(|name| !faults.contains(name))
        .collect();
    assert!(without.is_empty(), "{without:?}");
    assert!(faults.len() >= 60);
}

#[tokio::test]
async fn a_correct_server_of_every_kind_passes() {
    let weak = Kind { weak: true, ..BOTH };
    let required = Kind {
        required: true,
        ..BOTH
    };
    let login = Kind {
        login: true,
        ..BOTH
    };
    for kind in [BOTH, TAG_ONLY, DATE_ONLY, weak, required, login] {
        check(&correct(kind)).await.assert_passed();
    }
}

#[tokio::test]
async fn all_rules_but_a_few_are_asked_of_a_server_that_does_everything() {
    let kind = Kind {
        required: true,
        login: true,
        ..BOTH
    };
    let report = check(&correct(kind)).await;
    let results = report.results().iter();
    let skipped: Vec<_> = results
        .filter(|result| matches!(result.outcome(), Outcome::Skipped(_)))
        .map(|result| result.rule().name())
        .collect();
    assert_eq!(
        skipped,
        [
            "if-unmodified-since/no-date-to-compare",
            "writes/answer-last-modified",
            "writes/same-second-date",
        ],
        "{report}"
    );
}

pub(crate) fn correct(kind: Kind) -> Fault {
    misread("", kind, |_, _| {})
}
