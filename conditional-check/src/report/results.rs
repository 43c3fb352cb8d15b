//! All results together.

use super::{Outcome, RuleResult};
use crate::rule::Level;

/// The outcome of a check.
///
/// Its `Display` is the table that the command prints, without colours.
///
/// ```
/// # use std::time::{Duration, SystemTime};
/// # use bytes::Bytes;
/// # use conditional_check::{BoxFuture, Check, Outcome, Transport, Unreachable};
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
/// assert_eq!((report.target(), report.violations().count()), ("/", 1)); // it is a SHOULD
/// assert_eq!(report.unasked().count(), 0);
/// assert!(std::panic::catch_unwind(|| report.assert_passed()).is_err());
///
/// // Each rule with what came of it, and what was sent and came where it is broken.
/// for result in report.results() {
///     if let Outcome::Broken(finding) = result.outcome() {
///         println!("{}: {}", result.rule().name(), finding.problem());
///         for exchange in finding.exchanges() {
///             println!("{}\n{}", exchange.sent().join("\n"), exchange.came().join("\n"));
///         }
///     }
/// }
/// # }
/// ```
#[derive(Debug)]
#[must_use]
pub struct Report {
    target: String,
    results: Vec<RuleResult>,
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
            .filter(|result| result.rule().level() != Level::Advice)
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

    fn having(&self, wanted: fn(&Outcome) -> bool) -> impl Iterator<Item = &RuleResult> {
        self.results
            .iter()
            .filter(move |result| wanted(result.outcome()))
    }
}
