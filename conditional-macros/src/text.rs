//! Text for messages.

use quote::ToTokens;

/// Tokens as a user would write them, without the spaces that the compiler prints between them.
pub(crate) fn text(tokens: &dyn ToTokens) -> String {
    let printed = tokens.to_token_stream().to_string();
    let mut text = String::new();
    let mut rest = printed.chars();
    while let Some(letter) = rest.next() {
        if letter != ' ' || is_wanted(&text, rest.as_str()) {
            text.push(letter);
        }
    }
    text
}

/// The parts with a separator between them.
pub(crate) fn joined(parts: &[String], separator: &str) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            text.push_str(separator);
        }
        text.push_str(part);
    }
    text
}

/// Whether a space belongs between these two.
fn is_wanted(before: &str, after: &str) -> bool {
    let closes_up = ["::", "<", "&"].iter().any(|end| before.ends_with(*end));
    let closed_up = [":: ", "<", ">", ","]
        .iter()
        .any(|start| after.starts_with(*start));
    !closes_up && !closed_up
}
