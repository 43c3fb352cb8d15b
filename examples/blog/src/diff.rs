//! What changed between two texts, line by line.

use similar::{ChangeTag, TextDiff};

/// One line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// `same`, `added` or `removed`, also the name of its style.
    pub(crate) kind: &'static str,
    /// The sign in front of the line.
    pub(crate) sign: &'static str,
    pub(crate) text: String,
}

/// All lines of both texts, in order.
pub(crate) fn lines(before: &str, after: &str) -> Vec<Line> {
    TextDiff::from_lines(before, after)
        .iter_all_changes()
        .map(|change| {
            let (kind, sign) = match change.tag() {
                ChangeTag::Equal => ("same", " "),
                ChangeTag::Insert => ("added", "+"),
                ChangeTag::Delete => ("removed", "−"),
            };
            let text = change.value().trim_end_matches(['\r', '\n']).to_owned();
            Line { kind, sign, text }
        })
        .collect()
}
