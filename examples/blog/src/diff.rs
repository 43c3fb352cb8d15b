//! What changed between two texts, line by line, and within a line word by word.

use similar::{ChangeTag, DiffOp, InlineChange, TextDiff};

/// So many unchanged lines are shown around a change.
const CONTEXT: usize = 2;

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
pub(crate) fn lines(before: &str, after: &str) -> Vec<Line> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        if group.first().is_some_and(|op| op.old_range().start > 0) {
            lines.push(gap());
        }
        let changes = group
            .iter()
            .flat_map(|op: &DiffOp| diff.iter_inline_changes(op));
        lines.extend(changes.map(|change| line(&change)));
    }
    lines
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

fn gap() -> Line {
    Line {
        kind: "gap",
        sign: "⋯",
        parts: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            shown(&lines(before, after)),
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
        assert_eq!(shown(&lines(before, after)), expected);
    }

    #[test]
    fn equal_texts_have_no_changes() {
        assert_eq!(lines("a\nb\n", "a\nb\n"), []);
    }
}
