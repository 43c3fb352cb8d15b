//! The report as people read it.

use std::fmt;

use super::{Finding, Outcome, Report, RuleResult};
use crate::exchange::Exchange;
use crate::rule::Level;

const INDENT: &str = "            ";

/// Of the lines in which skipped rules are listed.
const WIDTH: usize = 90;

/// What stands before and after the words of an outcome.
struct Style {
    passed: &'static str,
    broken: &'static str,
    unasked: &'static str,
    skipped: &'static str,
    end: &'static str,
}

impl Style {
    const PLAIN: Self = Self {
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

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self, &Style::PLAIN, f)
    }
}

#[cfg(feature = "command")]
impl Report {
    /// The same table with ANSI colours.
    ///
    /// ```no_run
    /// # async fn show(check: conditional_check::Check) {
    /// println!("{}", check.await.coloured());
    /// # }
    /// ```
    #[must_use]
    pub fn coloured(&self) -> impl fmt::Display + '_ {
        Coloured(self)
    }
}

#[cfg(feature = "command")]
struct Coloured<'a>(&'a Report);

#[cfg(feature = "command")]
impl fmt::Display for Coloured<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self.0, &Style::COLOURED, f)
    }
}

/// One line for each rule that holds, the others gathered by reason; and last, where a terminal shows it, what is broken.
fn write(report: &Report, style: &Style, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "{}\n", report.target())?;
    for result in report.results() {
        if matches!(result.outcome(), Outcome::Passed) {
            write_line(style.passed, "passed", style, result, f)?;
        }
    }
    write_silent(report, style, f)?;
    for result in report.results() {
        if let Outcome::Broken(finding) = result.outcome() {
            write_finding(result, finding, style, f)?;
        }
    }
    write_sum(report, f)
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
    style: &Style,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let word = if result.rule().level() == Level::Advice {
        "advice"
    } else {
        "broken"
    };
    writeln!(f)?;
    write_line(style.broken, word, style, result, f)?;
    writeln!(f, "{INDENT}{}", finding.problem())?;
    for exchange in finding.exchanges() {
        write_exchange(exchange, f)?;
    }
    writeln!(f, "{INDENT}expected  {}", result.rule().expects())
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
        if names.len() == report.results().len() {
            return writeln!(f, "{INDENT}no rule could be asked");
        }
        for line in wrapped(&names) {
            writeln!(f, "{INDENT}{line}")?;
        }
    }
    Ok(())
}

/// The names with commas, in lines of some width.
fn wrapped(names: &[&str]) -> Vec<String> {
    let mut lines = vec![String::new()];
    for name in names {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(name),
            Some(line) if line.len() + name.len() < WIDTH => {
                line.push_str(", ");
                line.push_str(name);
            }
            _ => lines.push((*name).to_owned()),
        }
    }
    lines
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_wrapped_before_a_line_is_full_and_none_is_lost() {
        assert_eq!(wrapped(&["a", "b"]), ["a, b"]);
        let long = "x".repeat(WIDTH);
        assert_eq!(wrapped(&[&long, "a", "b"]), [long.as_str(), "a, b"]);
        let half = "x".repeat(WIDTH / 2);
        assert_eq!(wrapped(&[&half, &half]).len(), 2);
        let less = "x".repeat(WIDTH / 2 - 1);
        assert_eq!(wrapped(&[&half, &less]).len(), 1);
    }
}
