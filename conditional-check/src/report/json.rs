//! The report as programs read it.

use serde_json::{Value, json};

use super::{Outcome, Report, RuleResult};
use crate::exchange::Exchange;

impl Report {
    /// The report as JSON: `target`, `passed`, and under `rules` for each one `name`, `level`,
    /// `section`, `sends`, `expects` and `outcome`, with a `reason`, or with `problem` and
    /// `exchanges`.
    ///
    /// ```no_run
    /// # async fn show(check: conditional_check::Check) {
    /// println!("{}", check.await.to_json());
    /// # }
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        format!("{:#}", write(self))
    }
}

fn write(report: &Report) -> Value {
    json!({
        "target": report.target(),
        "passed": report.passed(),
        "rules": report.results().iter().map(rule).collect::<Vec<_>>(),
    })
}

fn rule(result: &RuleResult) -> Value {
    let rule = result.rule();
    let mut value = json!({
        "name": rule.name(),
        "level": rule.level().as_str(),
        "section": rule.section(),
        "sends": rule.sends(),
        "expects": rule.expects(),
        "outcome": word(result.outcome()),
    });
    match result.outcome() {
        Outcome::Passed => {}
        Outcome::Skipped(reason) | Outcome::Unasked(reason) => {
            add(&mut value, "reason", reason.as_str());
        }
        Outcome::Broken(finding) => {
            add(&mut value, "problem", finding.problem());
            let exchanges: Vec<_> = finding.exchanges().iter().map(exchange).collect();
            add(&mut value, "exchanges", exchanges);
        }
    }
    value
}

fn add(value: &mut Value, name: &str, member: impl Into<Value>) {
    if let Some(members) = value.as_object_mut() {
        members.insert(name.to_owned(), member.into());
    }
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Broken(_) => "broken",
        Outcome::Skipped(_) => "skipped",
        Outcome::Unasked(_) => "unasked",
    }
}

fn exchange(exchange: &Exchange) -> Value {
    json!({ "sent": exchange.sent(), "came": exchange.came() })
}
