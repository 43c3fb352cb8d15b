//! What changed between two texts, line by line, and within a line word by word.
//!
//! Two texts can be chosen so that the shortest comparison takes very long, or is as long as both
//! together. So time and length are limited: past them the comparison is coarser, or cut.

use std::time::{Duration, Instant};

use similar::{ChangeTag, InlineChange, TextDiff};

/// This many unchanged lines are shown around a change.
const CONTEXT: usize = 2;

/// How long the comparisons of one page may look for the smallest change; after that they take
/// one that is right, but larger.
const PATIENCE: Duration = Duration::from_millis(200);

/// This many octets the comparisons of one page have at most, before characters are escaped.
const LONGEST: usize = 200_000;

/// The octets of markup around a line, roughly.
const MARKUP: usize = 120;

/// What is left of the time and length that one page has for comparisons.
#[derive(Debug)]
pub(crate) struct Budget {
    deadline: Instant,
    room: usize,
}

/// One line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// `same`, `added`, `removed` or `gap`, also the name of its style.
    pub(crate) kind: &'static str,
    /// The sign in front of the line.
    pub(crate) sign: &'static str,
    pub(crate) parts: Vec<Part>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) text: String,
    /// This is what changed within the line.
    pub(crate) marked: bool,
}

/// The lines that changed, with a few around them; nothing where both texts are the same.
pub(crate) fn lines(before: &str, after: &str, budget: &mut Budget) -> Vec<Line> {
    let diff = TextDiff::configure()
        .deadline(budget.deadline)
        .diff_lines(before, after);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        if group.first().is_some_and(|op| op.old_range().start > 0) {
            lines.push(gap(""));
        }
        for op in &group {
            for change in diff.iter_inline_changes_deadline(op, Some(budget.deadline)) {
                let line = line(&change);
                if !budget.pays_for(&line) {
                    lines.push(gap("There is more than can be shown here."));
                    return lines;
                }
                lines.push(line);
            }
        }
    }
    lines
}

impl Budget {
    /// What every page has.
    pub(crate) fn for_a_page() -> Self {
        Self {
            deadline: Instant::now() + PATIENCE,
            room: LONGEST,
        }
    }

    fn pays_for(&mut self, line: &Line) -> bool {
        let rest = self.room.checked_sub(line.length());
        self.room = rest.unwrap_or(0);
        rest.is_some()
    }
}

impl Line {
    fn length(&self) -> usize {
        MARKUP + self.parts.iter().map(|part| part.text.len()).sum::<usize>()
    }
}

fn line(change: &InlineChange<'_, str>) -> Line {
    let (kind, sign) = match change.tag() {
        ChangeTag::Equal => ("same", ""),
        ChangeTag::Insert => ("added", "+"),
        ChangeTag::Delete => ("removed", "−"),
    };
    let parts = change.iter_strings_lossy().map(|(marked, text)| Part {
        text: text.trim_end_matches(['\r', '\n']).to_owned(),
        marked,
    });
    Line {
        kind,
        sign,
        parts: parts.collect(),
    }
}

fn gap(text: &str) -> Line {
    Line {
        kind: "gap",
        sign: "⋯",
        parts: vec![Part {
            text: text.to_owned(),
            marked: false,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(before: &str, after: &str) -> Vec<Line> {
        lines(before, after, &mut Budget::for_a_page())
    }

    fn shown(lines: &[Line]) -> Vec<String> {
        let text = |line: &Line| {
            let parts = line.parts.iter().map(|part| {
                let Part { text, marked } = part;
                if *marked {
                    format!("[{text}]")
                } else {
                    text.clone()
                }
            });
            format!("{}{}", line.sign, parts.collect::<String>())
        };
        lines.iter().map(text).collect()
    }

    #[test]
    fn a_change_stands_among_its_neighbours() {
        let before = "1\n2\n3\n4\n5\n6\n";
        let after = "1\n2\n3\n4\nfive\n6\n";
        assert_eq!(
            shown(&compared(before, after)),
            ["⋯", "3", "4", "−[5]", "+[five]", "6"]
        );
    }

    #[test]
    fn the_changed_words_of_a_line_are_marked() {
        let before = "one small step for a person\n";
        let after = "one giant step for a person\n";
        let expected = [
            "−one [small] step for a person",
            "+one [giant] step for a person",
        ];
        assert_eq!(shown(&compared(before, after)), expected);
    }

    #[test]
    fn a_comparison_that_ran_out_of_time_is_still_right() {
        let mut budget = Budget {
            deadline: Instant::now(),
            room: LONGEST,
        };
        let lines = lines("one\ntwo\nthree\n", "one\nthree\nfour\n", &mut budget);
        let with_sign = |sign| {
            let parts = lines.iter().filter(move |line| line.sign == sign);
            let parts = parts.flat_map(|line| &line.parts);
            parts.map(|part| part.text.as_str()).collect::<Vec<_>>()
        };
        assert!(with_sign("−").contains(&"two"), "{lines:#?}");
        assert!(with_sign("+").contains(&"four"), "{lines:#?}");
    }

    #[test]
    fn the_comparisons_of_a_page_have_a_length_that_they_share() {
        let long = "x".repeat(LONGEST / 2 - MARKUP);
        let three = format!("{long}\n").repeat(3);
        let mut budget = Budget::for_a_page();
        let first = shown(&lines("", &three, &mut budget));
        assert_eq!(first.len(), 3, "two lines, and that there is more");
        let second = shown(&lines("a\n", "b\n", &mut budget));
        assert_eq!(second, ["⋯There is more than can be shown here."]);
        let empty = lines("", &"\n".repeat(LONGEST), &mut Budget::for_a_page());
        assert!(empty.len() <= LONGEST / MARKUP + 1, "{}", empty.len());
    }

    #[test]
    fn equal_texts_have_no_changes() {
        assert_eq!(compared("a\nb\n", "a\nb\n"), []);
    }
}
