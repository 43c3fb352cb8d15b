//! Tags mixed from several ingredients.

use super::ingredient::Ingredient;
use crate::etag::ETag;

/// Mixes ingredients into one tag: versions, and whatever else the representation depends on.
///
/// A tag must change whenever the bytes do. A page that greets its reader depends on the reader, a
/// translated one on the language, every page on the templates of the deployed build. Name them all
/// and the tag is right; equal ingredients give the equal tag in every process, on every replica.
///
/// # The text
///
/// The ingredients stand in the tag in their order, each behind the last with a `.` between:
/// readable where a tag is looked at in a log, and unambiguous, since a `.` inside an ingredient is
/// escaped: `("ab", "c")` and `("a", "bc")` give different tags. Whoever sees the response can read
/// them; where that is too much (or too long), `digest` (with the feature of that name) hides them.
///
/// # Example
///
/// ```
/// use conditional_core::ETagBuilder;
///
/// const BUILD: &str = "2024.1"; // option_env!("BUILD_ID"), say
///
/// let tag = ETagBuilder::new().with(7_u64).with("de-CH").with(BUILD).strong();
/// assert_eq!(tag.to_string(), "\"7.de-CH.2024~2e1\"");
///
/// let (a, b) = (ETagBuilder::new().with("ab").with("c"), ETagBuilder::new().with("a").with("bc"));
/// assert_ne!(a.strong(), b.strong());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "finish it with `strong`, `weak` or `digest`"]
pub struct ETagBuilder {
    text: Vec<u8>,
    count: usize,
}

impl ETagBuilder {
    /// Nothing mixed in so far.
    pub const fn new() -> Self {
        Self {
            text: Vec::new(),
            count: 0,
        }
    }

    /// Mixes one more ingredient in. The order matters.
    pub fn with(mut self, ingredient: impl Ingredient) -> Self {
        self.mix(&ingredient);
        self
    }

    /// The same, in place.
    pub fn mix(&mut self, ingredient: &(impl Ingredient + ?Sized)) {
        if self.count > 0 {
            self.text.push(b'.');
        }
        self.count += 1;
        ingredient.add_to(&mut Escaped {
            text: &mut self.text,
        });
    }

    /// A strong tag: the ingredients determine every byte.
    #[must_use]
    pub fn strong(&self) -> ETag {
        self.quoted(b"\"")
    }

    /// A weak tag: the ingredients determine what the representation says, not every byte of it.
    #[must_use]
    pub fn weak(&self) -> ETag {
        self.quoted(b"W/\"")
    }

    /// A strong tag of 32 hexadecimal digits, from which nobody reads the ingredients off.
    ///
    /// Few possible ingredients can still be guessed and tried: mix in a secret where it matters.
    ///
    /// ```
    /// use conditional_core::ETagBuilder;
    ///
    /// let tag = ETagBuilder::new().with("user@example.org").with(7_u64).digest();
    /// assert_eq!(tag.opaque().len(), 32);
    /// ```
    #[cfg(feature = "digest")]
    #[must_use]
    pub fn digest(&self) -> ETag {
        ETag::digest(&self.text)
    }

    fn quoted(&self, opening: &[u8]) -> ETag {
        let mut text = Vec::with_capacity(self.text.len() + opening.len() + 1);
        text.extend_from_slice(opening);
        text.extend_from_slice(&self.text);
        text.push(b'"');
        ETag::from_wire(&text)
    }
}

/// Where an [`Ingredient`] writes itself: what would be ambiguous, or no tag, is escaped on the way.
#[derive(Debug)]
pub struct Escaped<'a> {
    pub(super) text: &'a mut Vec<u8>,
}

impl Escaped<'_> {
    /// Adds text.
    pub fn text(&mut self, text: &[u8]) {
        for &byte in text {
            match byte {
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b':' | b'+' | b'=' => {
                    self.text.push(byte);
                }
                _ => self.text.extend([b'~', hex(byte >> 4), hex(byte & 15)]),
            }
        }
    }

    /// Adds something that no text is: the absence of a value.
    pub fn nothing(&mut self) {
        self.text.extend(b"~~");
    }
}

/// One hexadecimal digit.
const fn hex(nibble: u8) -> u8 {
    match nibble {
        0..=9 => b'0' + nibble,
        _ => b'a' + nibble - 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ingredients_do_not_run_into_each_other() {
        let mix = |parts: &[&str]| {
            parts
                .iter()
                .fold(ETagBuilder::new(), ETagBuilder::with)
                .strong()
        };
        let all = [
            mix(&["ab", "c"]),
            mix(&["a", "bc"]),
            mix(&["abc"]),
            mix(&["a.bc"]),
            mix(&["a~2ebc"]),
            mix(&["abc", ""]),
            mix(&["", "abc"]),
        ];
        for (index, tag) in all.iter().enumerate() {
            assert!(!all[index + 1..].contains(tag), "{tag} twice");
        }
    }

    #[test]
    fn nothing_differs_from_every_text() {
        let tag = |ingredient: Option<&str>| ETagBuilder::new().with(ingredient).strong();
        assert_ne!(tag(None), tag(Some("")));
        assert_ne!(tag(None), tag(Some("~~")));
    }

    #[test]
    fn a_single_version_gives_the_tag_of_the_number() {
        assert_eq!(ETagBuilder::new().with(42_i64).strong(), ETag::from(42_i64));
    }

    #[test]
    fn text_that_no_tag_may_hold_is_escaped() {
        let tag = ETagBuilder::new().with("a b\"\u{7f}é").weak();
        assert_eq!(tag.to_string(), "W/\"a~20b~22~7f~c3~a9\"");
        assert!(tag.to_string().parse::<ETag>().is_ok());
    }
}
