//! The report as people read it.

use std::fmt;

use super::{Exchange, Finding, Outcome, Report, RuleResult};
use crate::rule::Level;

const INDENT: &str = "            ";

/// What stands before and after the words of an outcome.
pub(super) struct Style {
    passed: &'static str,
    broken: &'static str,
    unasked: &'static str,
    skipped: &'static str,
    end: &'static str,
}

impl Style {
    pub(super) const PLAIN: Self = Self {
        passed: "",
        broken: "",
        unasked: "",
        skipped: "",
        end: "",
    };

    /// Green, red, yellow and dim.
    #[cfg(feature = "command")]
    const COLOURED: Self = Self {
        passed: "\x1b[32m",
        broken: "\x1b[1;31m",
        unasked: "\x1b[33m",
        skipped: "\x1b[2m",
        end: "\x1b[0m",
    };
}

#[cfg(feature = "command")]
pub(super) struct Coloured<'a>(pub(super) &'a Report);

#[cfg(feature = "command")]
impl fmt::Display for Coloured<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self.0, &Style::COLOURED, f)
    }
}

/// One line for each rule, more for those that are broken, skipped ones gathered by reason.
pub(super) fn write(report: &Report, style: &Style, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "{}\n", report.target())?;
    for result in report.results() {
        write_result(result, style, f)?;
    }
    write_silent(report, style, f)?;
    write_sum(report, f)
}

fn write_result(result: &RuleResult, style: &Style, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match result.outcome() {
        Outcome::Passed => write_line(style.passed, "passed", style, result, f),
        Outcome::Broken(finding) => {
            let word = if result.rule().level() == Level::Advice {
                "advice"
            } else {
                "broken"
            };
            write_line(style.broken, word, style, result, f)?;
            write_finding(result, finding, f)
        }
        Outcome::Unasked(_) | Outcome::Skipped(_) => Ok(()),
    }
}

fn write_line(
    colour: &str,
    word: &str,
    style: &Style,
    result: &RuleResult,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let (rule, end) = (result.rule(), style.end);
    let (name, section) = (rule.name(), rule.section());
    let level = rule.level().as_str();
    writeln!(
        f,
        "  {colour}{word:<8}{end}  {name:<52}  {section:<19}  {level}"
    )
}

fn write_finding(
    result: &RuleResult,
    finding: &Finding,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    writeln!(f, "{INDENT}{}", finding.problem())?;
    for exchange in finding.exchanges() {
        write_exchange(exchange, f)?;
    }
    writeln!(f, "{INDENT}expected  {}\n", result.rule().expects())
}

fn write_exchange(exchange: &Exchange, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (word, lines) in [("sent", exchange.sent()), ("came", exchange.came())] {
        for (number, line) in lines.iter().enumerate() {
            let word = if number == 0 { word } else { "" };
            writeln!(f, "{INDENT}{word:<8}  {line}")?;
        }
    }
    Ok(())
}

/// Rules without an answer, gathered by the reason.
fn write_silent(report: &Report, style: &Style, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let end = style.end;
    for (reason, is_unasked, names) in by_reason(report) {
        let (colour, word) = if is_unasked {
            (style.unasked, "unasked")
        } else {
            (style.skipped, "skipped")
        };
        writeln!(f, "  {colour}{word:<8}{end}  {reason}")?;
        for name in names {
            writeln!(f, "{INDENT}{name}")?;
        }
    }
    Ok(())
}

type Silent<'a> = (&'a str, bool, Vec<&'static str>);

fn by_reason(report: &Report) -> Vec<Silent<'_>> {
    let mut groups: Vec<Silent<'_>> = Vec::new();
    for result in report.results() {
        let (reason, is_unasked) = match result.outcome() {
            Outcome::Skipped(reason) => (reason.as_str(), false),
            Outcome::Unasked(reason) => (reason.as_str(), true),
            Outcome::Passed | Outcome::Broken(_) => continue,
        };
        let name = result.rule().name();
        let known = groups
            .iter_mut()
            .find(|(known, unasked, _)| (*known, *unasked) == (reason, is_unasked));
        match known {
            Some((_, _, names)) => names.push(name),
            None => groups.push((reason, is_unasked, vec![name])),
        }
    }
    groups
}

fn write_sum(report: &Report, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let count = |wanted: fn(&Outcome) -> bool| {
        let results = report.results().iter();
        results.filter(|result| wanted(result.outcome())).count()
    };
    let violations = report.violations().count();
    writeln!(
        f,
        "\n{} passed, {violations} broken, {} advised, {} skipped, {} not asked",
        count(|outcome| matches!(outcome, Outcome::Passed)),
        report.broken().count() - violations,
        count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        report.unasked().count(),
    )
}
