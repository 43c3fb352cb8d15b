//! What came out, rule by rule.

#[cfg(feature = "command")]
mod json;
mod text;

use std::fmt;

use crate::rule::{Level, Rule};

/// The outcome of a check.
///
/// Its `Display` is the table that the command prints, without colours.
///
/// ```
/// # use std::time::{Duration, SystemTime};
/// # use bytes::Bytes;
/// # use conditional_check::{BoxFuture, Check, Transport, Unreachable};
/// # use http::{Request, Response};
/// # struct Constant(&'static str);
/// # impl Transport for Constant {
/// #     fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, Unreachable>> {
/// #         Box::pin(async { Ok(Response::new(Bytes::from_static(self.0.as_bytes()))) })
/// #     }
/// #     fn now(&self) -> SystemTime { SystemTime::now() }
/// #     fn wait(&self, _: Duration) -> BoxFuture<'_, ()> { Box::pin(async {}) }
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// // `Constant` is a transport whose answers have no validator.
/// let report = Check::new(Constant("Hello!"), "/").await;
/// assert!(!report.passed());
/// let broken: Vec<_> = report.broken().map(|result| result.rule().name()).collect();
/// assert_eq!(broken, ["validators/present"]);
/// # }
/// ```
#[derive(Debug)]
#[must_use]
pub struct Report {
    target: String,
    results: Vec<RuleResult>,
}

/// A rule and what came of it.
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

/// What was sent and what came where a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    exchanges: Vec<Exchange>,
    problem: String,
}

/// A request and its answer, a line for each field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    sent: Vec<String>,
    came: Vec<String>,
}

impl Report {
    pub(crate) fn new(target: String, results: Vec<RuleResult>) -> Self {
        Self { target, results }
    }

    /// What was checked.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Every rule, in the order in which they were asked.
    #[must_use]
    pub fn results(&self) -> &[RuleResult] {
        &self.results
    }

    /// The rules that do not hold, advice included.
    pub fn broken(&self) -> impl Iterator<Item = &RuleResult> {
        self.having(|outcome| matches!(outcome, Outcome::Broken(_)))
    }

    /// The broken rules that an RFC asks for, with MUST or SHOULD.
    pub fn violations(&self) -> impl Iterator<Item = &RuleResult> {
        self.broken()
            .filter(|result| result.rule.level() != Level::Advice)
    }

    /// The rules that could not be asked.
    pub fn unasked(&self) -> impl Iterator<Item = &RuleResult> {
        self.having(|outcome| matches!(outcome, Outcome::Unasked(_)))
    }

    /// Whether every rule that was asked holds, and each could be asked.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.broken().next().is_none() && self.unasked().next().is_none()
    }

    /// For tests.
    ///
    /// # Panics
    ///
    /// With the report, where a rule is broken, advice included, or could not be asked. A rule that
    /// does not suit the application is left out with [`Check::skip`](crate::Check::skip).
    #[track_caller]
    pub fn assert_passed(&self) {
        assert!(self.passed(), "{self}");
    }

    /// The same table with ANSI colours.
    #[cfg(feature = "command")]
    #[must_use]
    pub fn coloured(&self) -> impl fmt::Display + '_ {
        text::Coloured(self)
    }

    /// The report as JSON: `target`, `passed`, and under `rules` for each one `name`, `level`,
    /// `section`, `sends`, `expects` and `outcome`, with a `reason`, or with `problem` and
    /// `exchanges`.
    #[cfg(feature = "command")]
    #[must_use]
    pub fn to_json(&self) -> String {
        format!("{:#}", json::write(self))
    }

    fn having(&self, wanted: fn(&Outcome) -> bool) -> impl Iterator<Item = &RuleResult> {
        self.results
            .iter()
            .filter(move |result| wanted(&result.outcome))
    }
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

impl Exchange {
    pub(crate) fn new(sent: Vec<String>, came: Vec<String>) -> Self {
        Self { sent, came }
    }

    /// The request: its line, then its fields.
    #[must_use]
    pub fn sent(&self) -> &[String] {
        &self.sent
    }

    /// The answer: its status, then those of its fields that matter here.
    #[must_use]
    pub fn came(&self) -> &[String] {
        &self.came
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(self, &text::Style::PLAIN, f)
    }
}
