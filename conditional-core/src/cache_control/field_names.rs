//! Lists of field names, as `Vary` has them.

use crate::octets::is_tchar;

/// The text, if it is a list of field names (RFC 9110 §12.5.5): for a `const`, so that a literal is
/// checked while compiling.
///
/// # Panics
///
/// If it is not such a list.
#[doc(hidden)]
#[must_use]
#[expect(
    clippy::panic,
    reason = "in a `const`, its intended use, a panic is a compile error"
)]
pub const fn check_field_names(text: &'static str) -> &'static str {
    let mut rest = text.as_bytes();
    loop {
        rest = match skip_name(skip_space(rest)) {
            Some(after) => skip_space(after),
            None => panic!(
                "a field name is missing: write `vary = \"Accept-Language\"`, several with commas between"
            ),
        };
        rest = match rest {
            [] => return text,
            [b',', rest @ ..] => rest,
            _ => panic!(
                "this is not a field name: write `vary = \"Accept-Language\"`, several with commas between"
            ),
        };
    }
}

const fn skip_space(mut rest: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', after @ ..] = rest {
        rest = after;
    }
    rest
}

/// What comes after a name; `None` where none stands.
const fn skip_name(text: &[u8]) -> Option<&[u8]> {
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        if !is_tchar(*byte) {
            break;
        }
        rest = after;
    }
    if rest.len() == text.len() {
        return None;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::check_field_names;

    #[test]
    fn one_name_and_several_are_a_list() {
        for text in ["*", "Accept", "accept-language , Cookie", " a,b\t"] {
            assert_eq!(check_field_names(text), text);
        }
    }

    #[test]
    fn a_name_that_is_missing_or_no_token_panics() {
        for text in ["", ",", "a,", "a,,b", "a b", "a;b", "\"a\""] {
            assert!(
                std::panic::catch_unwind(|| check_field_names(text)).is_err(),
                "{text}"
            );
        }
    }
}
