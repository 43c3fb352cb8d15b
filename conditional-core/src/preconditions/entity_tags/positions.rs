//! Where the entity-tags stand in a line: for those who rewrite it.

use std::ops::Range;

use super::member_ends;
use crate::etag::is_etagc;

/// Where the entity-tags stand in one line of `If-Match`, `If-None-Match` or `If-Range`, in order.
///
/// As everywhere in this crate, a malformed member ends the reading, and so does `*`. Not public
/// API: `conditional-axum` uses it, and it may change in any release.
#[must_use]
pub fn tag_positions(line: &[u8]) -> TagPositions<'_> {
    TagPositions { line, at: 0 }
}

/// The iterator of [`tag_positions`].
#[derive(Clone, Debug)]
pub struct TagPositions<'a> {
    line: &'a [u8],
    at: usize,
}

impl Iterator for TagPositions<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let position = self.read();
        self.at = position.as_ref().map_or(self.line.len(), |tag| tag.end);
        position
    }
}

impl TagPositions<'_> {
    fn read(&self) -> Option<Range<usize>> {
        let unread = self.line.get(self.at..)?;
        let is_text = |byte: &u8| !matches!(byte, b' ' | b'\t' | b',');
        let start = self.at + unread.iter().position(is_text)?;
        let end = start + tag_length(self.line.get(start..)?)?;
        member_ends(self.line.get(end..)?).then_some(start..end)
    }
}

/// The length of the entity-tag at the beginning of `text`.
fn tag_length(text: &[u8]) -> Option<usize> {
    let quoted = text.strip_prefix(b"W/").unwrap_or(text);
    let opaque = quoted.strip_prefix(b"\"")?;
    let length = memchr::memchr(b'"', opaque)?;
    let is_tag = opaque.get(..length)?.iter().copied().all(is_etagc);
    is_tag.then_some(text.len() - opaque.len() + length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preconditions::entity_tags::grammar::State;

    fn tags(line: &str) -> Vec<&str> {
        tag_positions(line.as_bytes())
            .filter_map(|position| line.get(position))
            .collect()
    }

    #[test]
    fn tags_are_found_in_order_between_empty_members() {
        assert_eq!(
            tags(r#", "a" ,	W/"b,c",,"","d""#),
            [r#""a""#, r#"W/"b,c""#, r#""""#, r#""d""#]
        );
        assert!(tags("").is_empty());
        assert!(tags(" ,\t,").is_empty());
    }

    #[test]
    fn a_malformed_member_ends_the_reading() {
        assert_eq!(tags(r#""a", b, "c""#), [r#""a""#]);
        assert_eq!(tags(r#""a", "b" "c", "d""#), [r#""a""#]);
        assert_eq!(tags(r#""a", "b"x"#), [r#""a""#]);
        assert_eq!(tags(r#""a", "b c", "d""#), [r#""a""#]);
        for nothing in ["*", "w/\"a\"", "W/", "W/\"", "\"", "a", "\"a\"b"] {
            assert!(tags(nothing).is_empty(), "{nothing}");
        }
    }

    /// The same by the grammar alone, byte by byte.
    fn by_the_grammar(line: &[u8]) -> Vec<Range<usize>> {
        let (mut found, mut start, mut closed) = (Vec::new(), 0, None);
        let mut state = State::Between;
        for (at, byte) in line.iter().enumerate() {
            let (before, after) = (state, state.next(*byte));
            state = after;
            match (before, state) {
                (State::Between, State::W | State::Quoted) => start = at,
                (State::Quoted, State::Closed) => closed = Some(start..at + 1),
                (State::Closed, State::Between) => found.extend(closed.take()),
                (_, State::Fault) => return found,
                _ => {}
            }
        }
        found.extend(closed.filter(|_| state == State::Closed));
        found
    }

    #[test]
    fn it_agrees_with_the_grammar_on_lines_of_any_shape() {
        let alphabet = *b"\"\",, \tW/a*\x80";
        let mut random = 0x2545_F491_4F6C_DD1D_u64;
        let mut line = Vec::new();
        for _ in 0..200_000 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let digits = random.to_le_bytes().repeat(2);
            let length = usize::from(digits[0] % 14);
            let letter = |digit: &u8| alphabet[usize::from(*digit) % alphabet.len()];
            line.clear();
            line.extend(digits.iter().skip(1).take(length).map(letter));
            let found: Vec<_> = tag_positions(&line).collect();
            assert_eq!(
                found,
                by_the_grammar(&line),
                "{:?}",
                line.escape_ascii().to_string()
            );
        }
    }
}
