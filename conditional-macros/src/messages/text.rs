//! Text for messages.

use quote::ToTokens;

/// Tokens as a user would write them, without the spaces that the compiler prints between them.
pub(crate) fn text(tokens: &dyn ToTokens) -> String {
    let printed = tokens.to_token_stream().to_string();
    let (mut text, mut in_quotes) = (String::new(), false);
    let mut rest = printed.chars();
    while let Some(letter) = rest.next() {
        in_quotes ^= letter == '"' && !text.ends_with('\\');
        if letter != ' ' || in_quotes || is_wanted(&text, rest.as_str()) {
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

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn text_in_quotes_stays_as_it_is() {
        let function = quote!(|entry: &Entry| ETag::strong("a , b < \" c"));
        assert!(text(&function).contains(r#""a , b < \" c""#));
    }

    #[test]
    fn paths_and_types_have_no_spaces() {
        assert_eq!(text(&quote!(entry::tag)), "entry::tag");
        assert_eq!(text(&quote!(Option<&Entry>)), "Option<&Entry>");
        assert_eq!(
            text(&quote!(Map<"a b", entry::tag>)),
            r#"Map<"a b", entry::tag>"#
        );
    }
}
