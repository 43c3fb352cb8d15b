//! A field as a line of a report.

use std::fmt::Display;

/// Longer values are shortened.
const SHOWN: usize = 100;

pub(super) fn line(name: impl Display, value: &[u8]) -> String {
    let text = value.escape_ascii().to_string().replace("\\\"", "\"");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!(
            "{name}: {}… ({} octets)",
            text.get(..end).unwrap_or_default(),
            value.len()
        ),
        None => format!("{name}: {text}"),
    }
}
