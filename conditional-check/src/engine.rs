//! Asks the rules one after the other.

use std::collections::BTreeSet;
use std::time::Duration;

use http::header;

use crate::date::Date;
use crate::exchange::Exchange;
use crate::report::{Finding, Outcome, Report, RuleResult};
use crate::rule::Rule;
use crate::scene::{Scene, Stop, Subject, same_state};

const LEFT_OUT: &str = "left out on request";

/// Whether a rule is meant by its name or by its topic.
pub(crate) fn is_named(rule: &Rule, name: &str) -> bool {
    let topic = rule.name().split('/').next();
    rule.name() == name || topic == Some(name)
}

/// All rules that are not skipped by the user.
pub(crate) async fn run(subject: &Subject, target: &str, skipped: &BTreeSet<String>) -> Report {
    if let Err(Stop::Unasked(reason)) = Scene::open(subject).await {
        return nothing_asked(target, &reason);
    }
    let mut results = Vec::new();
    for rule in crate::rules::rules() {
        let outcome = match reason_not_to_ask(rule, subject, &results, skipped) {
            Some(reason) => Outcome::Skipped(reason),
            None => outcome(rule, subject).await,
        };
        results.push(RuleResult::new(rule, outcome));
    }
    Report::new(target.to_owned(), results)
}

/// The report where the check itself is at fault, or nobody answers.
pub(crate) fn nothing_asked(target: &str, reason: &str) -> Report {
    let unasked = |rule| RuleResult::new(rule, Outcome::Unasked(reason.to_owned()));
    Report::new(
        target.to_owned(),
        crate::rules::rules().map(unasked).collect(),
    )
}

fn reason_not_to_ask(
    rule: &Rule,
    subject: &Subject,
    results: &[RuleResult],
    skipped: &BTreeSet<String>,
) -> Option<String> {
    if skipped.iter().any(|name| is_named(rule, name)) {
        return Some(LEFT_OUT.to_owned());
    }
    if rule.writes() && subject.write.is_none() {
        return Some("writes, and no write was allowed".to_owned());
    }
    let outcome_of = |name: &str| {
        let mut results = results.iter();
        let result = results.find(|result| result.rule().name() == name)?;
        Some(result.outcome())
    };
    for name in rule.requirements() {
        match outcome_of(name) {
            Some(Outcome::Passed) => {}
            // What keeps the one from being asked keeps the other, too.
            Some(Outcome::Skipped(reason)) if reason != LEFT_OUT => return Some(reason.clone()),
            _ => return Some(format!("judged only where {name} holds")),
        }
    }
    let is_broken = |name: &&&str| matches!(outcome_of(name), Some(Outcome::Broken(_)));
    let cause = rule.causes().iter().find(is_broken)?;
    Some(format!("judged only where {cause} holds"))
}

/// A rule that met a change of the resource is asked once more, in another second.
async fn outcome(rule: &Rule, subject: &Subject) -> Outcome {
    let (outcome, met_a_change) = ask(rule, subject).await;
    if !met_a_change || subject.next_second().await.is_err() {
        return outcome;
    }
    ask(rule, subject).await.0
}

async fn ask(rule: &Rule, subject: &Subject) -> (Outcome, bool) {
    let scene = match open(rule, subject).await {
        Ok(scene) => scene,
        Err(stop) => return (into_outcome(stop, &[]), false),
    };
    let Err(stop) = rule.run(&scene).await else {
        return (Outcome::Passed, false);
    };
    let exchanges = scene.exchanges();
    let is_broken = matches!(stop, Stop::Broken(_));
    let met_a_change = is_broken && !rule.writes() && meets_a_change(&scene).await;
    (into_outcome(stop, &exchanges), met_a_change)
}

/// Where the date is left out in the second of a change, what is about dates waits for it.
async fn open<'a>(rule: &Rule, subject: &'a Subject) -> Result<Scene<'a>, Stop> {
    if rule.is_settled() {
        subject.settle().await?;
    }
    let scene = Scene::open(subject).await?;
    let has_date = scene.plain().has(&header::LAST_MODIFIED);
    let hides_date = subject.has_had_date(has_date) && !has_date;
    if hides_date && (rule.is_settled() || !rule.writes()) {
        subject.next_second().await?;
        return Scene::open(subject).await;
    }
    Ok(scene)
}

fn into_outcome(stop: Stop, exchanges: &[Exchange]) -> Outcome {
    match stop {
        Stop::Broken(problem) => Outcome::Broken(Finding::new(exchanges.to_vec(), problem)),
        Stop::Skip(reason) => Outcome::Skipped(reason),
        Stop::Unasked(reason) => Outcome::Unasked(reason),
    }
}

/// Whether the resource changed since the rule began, or in the second in which it began.
async fn meets_a_change(scene: &Scene<'_>) -> bool {
    let Ok(now) = Scene::open(scene.subject()).await else {
        return false;
    };
    let changed = same_state(scene.plain(), now.plain()).is_err()
        || scene.plain().field(&header::LAST_MODIFIED) != now.plain().field(&header::LAST_MODIFIED);
    changed || is_of_this_second(scene)
}

fn is_of_this_second(scene: &Scene<'_>) -> bool {
    let plain = scene.plain();
    let modified = plain.date(&header::LAST_MODIFIED);
    let date = plain.date(&header::DATE);
    matches!((modified, date), (Some(modified), Some(date)) if !is_over(modified, date))
}

/// Whether the second after that of the change is over, too.
fn is_over(modified: Date, date: Date) -> bool {
    modified.after(Duration::from_secs(1)) < date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_recent_until_two_seconds_after_it() {
        let at = |second: u8| {
            let text = format!("Sun, 06 Nov 1994 08:49:{second:02} GMT");
            Date::parse_sent(text.as_bytes()).unwrap()
        };
        assert!(!is_over(at(10), at(10)));
        assert!(!is_over(at(10), at(11)));
        assert!(is_over(at(10), at(12)));
        assert!(!is_over(at(10), at(9)));
    }
}
