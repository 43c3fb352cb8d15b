//! What came of one rule.

use crate::exchange::Exchange;
use crate::rule::Rule;

/// A rule and what came of it: see the example of [`Report`](crate::Report).
#[derive(Debug)]
pub struct RuleResult {
    rule: &'static Rule,
    outcome: Outcome,
}

/// What came of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The server does what the rule expects.
    Passed,
    /// It does not.
    Broken(Finding),
    /// The rule says nothing about this server, or was not asked for: why.
    Skipped(String),
    /// There was no answer that could be judged: why.
    Unasked(String),
}

/// What was sent and what came where a rule is broken: see the example of [`Report`](crate::Report).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    exchanges: Vec<Exchange>,
    problem: String,
}

impl RuleResult {
    pub(crate) fn new(rule: &'static Rule, outcome: Outcome) -> Self {
        Self { rule, outcome }
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// What came of it.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }
}

impl Finding {
    pub(crate) fn new(exchanges: Vec<Exchange>, problem: String) -> Self {
        Self { exchanges, problem }
    }

    /// The rule's requests and what came back, in order.
    #[must_use]
    pub fn exchanges(&self) -> &[Exchange] {
        &self.exchanges
    }

    /// What is wrong with it, `the status is 200, not 304`.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }
}
