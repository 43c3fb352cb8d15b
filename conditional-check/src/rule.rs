//! What a rule is.

use std::fmt;

use crate::scene::{Scene, Stop};
use crate::transport::BoxFuture;

/// How binding a rule is.
///
/// ```
/// use conditional_check::{Level, rules};
///
/// let star = rules().find(|rule| rule.name() == "if-none-match/star").unwrap();
/// assert_eq!(star.level(), Level::Must);
/// assert_eq!(star.level().as_str(), "must");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// The RFC says MUST, or something follows from such a sentence.
    Must,
    /// The RFC says SHOULD.
    Should,
    /// No RFC asks for it, but without it updates get lost, copies stay stale or time is wasted.
    Advice,
}

/// One thing that a server must do, and how it is found out.
///
/// ```
/// use conditional_check::{Level, rules};
///
/// let rule = rules().find(|rule| rule.name() == "if-none-match/star").unwrap();
/// assert!(!rule.writes() && rule.level() == Level::Must);
/// assert_eq!(rule.section(), "RFC 9110 §13.1.2");
/// assert_eq!(rule.sends(), "GET with `If-None-Match: *`");
/// assert_eq!(rule.expects(), "304: the resource exists");
/// ```
pub struct Rule {
    name: &'static str,
    level: Level,
    section: &'static str,
    sends: &'static str,
    expects: &'static str,
    after: &'static [&'static str],
    unless_broken: &'static [&'static str],
    writes: bool,
    settled: bool,
    run: Run,
}

/// How a rule is run. `Ok` means that it holds.
pub(crate) type Run = for<'a> fn(&'a Scene<'a>) -> BoxFuture<'a, Result<(), Stop>>;

impl Rule {
    /// Topic and name, `if-none-match/star`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// How binding it is.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// Where it is written, `RFC 9110 §13.1.2`.
    #[must_use]
    pub fn section(&self) -> &'static str {
        self.section
    }

    /// What it sends, in words.
    #[must_use]
    pub fn sends(&self) -> &'static str {
        self.sends
    }

    /// What it expects, in words.
    #[must_use]
    pub fn expects(&self) -> &'static str {
        self.expects
    }

    /// Whether it sends unsafe methods. Such a rule runs only where a check was given a write.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.writes
    }

    /// Rules that must have held, or this one says nothing.
    pub(crate) fn requirements(&self) -> &'static [&'static str] {
        self.after
    }

    /// Rules of which none must be broken, or this one would only repeat it.
    pub(crate) fn causes(&self) -> &'static [&'static str] {
        self.unless_broken
    }

    /// Whether it must not be asked in the second of a write, in which dates are left out.
    pub(crate) fn is_settled(&self) -> bool {
        self.settled
    }

    pub(crate) fn run<'a>(&self, scene: &'a Scene<'a>) -> BoxFuture<'a, Result<(), Stop>> {
        (self.run)(scene)
    }

    pub(crate) const fn must(
        name: &'static str,
        section: &'static str,
        sends: &'static str,
        expects: &'static str,
        run: Run,
    ) -> Self {
        Self {
            name,
            level: Level::Must,
            section,
            sends,
            expects,
            after: &[],
            unless_broken: &[],
            writes: false,
            settled: false,
            run,
        }
    }

    pub(crate) const fn should(
        name: &'static str,
        section: &'static str,
        sends: &'static str,
        expects: &'static str,
        run: Run,
    ) -> Self {
        Self {
            level: Level::Should,
            ..Self::must(name, section, sends, expects, run)
        }
    }

    pub(crate) const fn advice(
        name: &'static str,
        section: &'static str,
        sends: &'static str,
        expects: &'static str,
        run: Run,
    ) -> Self {
        Self {
            level: Level::Advice,
            ..Self::must(name, section, sends, expects, run)
        }
    }

    pub(crate) const fn after(self, after: &'static [&'static str]) -> Self {
        Self { after, ..self }
    }

    pub(crate) const fn unless_broken(self, unless_broken: &'static [&'static str]) -> Self {
        Self {
            unless_broken,
            ..self
        }
    }

    pub(crate) const fn writing(self) -> Self {
        Self {
            writes: true,
            ..self
        }
    }

    /// A writing rule about dates.
    pub(crate) const fn settled(self) -> Self {
        Self {
            settled: true,
            ..self.writing()
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule")
            .field("name", &self.name)
            .field("level", &self.level)
            .field("section", &self.section)
            .finish_non_exhaustive()
    }
}

impl Level {
    /// `must`, `should` or `advice`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Advice => "advice",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type New = fn(&'static str, &'static str, &'static str, &'static str, Run) -> Rule;

    fn new(level: New) -> Rule {
        level("a/b", "RFC 9110 §13", "", "", |_| {
            Box::pin(async { Ok(()) })
        })
    }

    #[test]
    fn a_rule_is_as_binding_as_it_was_made() {
        let levels = [Rule::must, Rule::should, Rule::advice].map(|level: New| new(level).level());
        assert_eq!(levels, [Level::Must, Level::Should, Level::Advice]);
    }

    #[test]
    fn each_word_adds_one_thing() {
        let rule = || new(Rule::must);
        assert!(!rule().writes() && !rule().is_settled());
        assert!(rule().requirements().is_empty() && rule().causes().is_empty());
        assert!(rule().writing().writes() && !rule().writing().is_settled());
        assert!(rule().settled().writes() && rule().settled().is_settled());
        assert_eq!(rule().after(&["c/d"]).requirements(), ["c/d"]);
        assert_eq!(rule().unless_broken(&["c/d"]).causes(), ["c/d"]);
    }
}
