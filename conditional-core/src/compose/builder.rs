//! Several ingredients in one tag.

use super::ingredient::{Escaped, Ingredient};
use crate::etag::ETag;

/// Mixes ingredients into one tag: versions, and whatever else the representation depends on.
///
/// A tag must change whenever the content does. A page that greets its reader depends on the
/// reader, a translated one on the language, every page on the templates of the deployed build.
/// Name them all and the tag is right. Equal ingredients give an equal tag in every process, on
/// every replica.
///
/// # The text
///
/// The ingredients stand in the tag in order, with a `.` between them. They can be read where a tag
/// turns up in a log, and they are unambiguous, since a `.` inside an ingredient is escaped:
/// `("ab", "c")` and `("a", "bc")` give different tags. Anyone who sees the response can read them;
/// where that is too much, or too long, `digest` (with the feature of that name) hides them.
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
    ///
    /// ```
    /// use conditional_core::ETagBuilder;
    ///
    /// let mut tag = ETagBuilder::new();
    /// for version in [3, 1, 4] {
    ///     tag.mix(&version);
    /// }
    /// assert_eq!(tag.strong().to_string(), "\"3.1.4\"");
    /// ```
    pub fn mix(&mut self, ingredient: &(impl Ingredient + ?Sized)) {
        if self.count > 0 {
            self.text.push(b'.');
        }
        self.count += 1;
        ingredient.add_to(&mut Escaped::new(&mut self.text));
    }

    /// A strong tag: the ingredients determine every byte.
    #[must_use]
    pub fn strong(&self) -> ETag {
        ETag::quoting(self.text())
    }

    /// A weak tag: the ingredients determine what the representation says, not every byte of it.
    ///
    /// ```
    /// use conditional_core::ETagBuilder;
    ///
    /// assert_eq!(ETagBuilder::new().with(7).weak().to_string(), "W/\"7\"");
    /// ```
    #[must_use]
    pub fn weak(&self) -> ETag {
        self.strong().into_weak()
    }

    /// A strong tag of 32 hexadecimal digits, from which nobody can read the ingredients.
    ///
    /// Where there are few possible ingredients they can still be guessed and tried: mix in a secret
    /// where that matters.
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
        ETag::digest(self.text())
    }

    fn text(&self) -> &[u8] {
        match self.count {
            0 => NO_INGREDIENT,
            _ => &self.text,
        }
    }
}

/// What no ingredient writes: one empty text is an ingredient, too.
const NO_INGREDIENT: &[u8] = b"~";

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails if two of the tags are the same.
    #[track_caller]
    fn all_differ(tags: &[ETag]) {
        for (index, tag) in tags.iter().enumerate() {
            assert!(!tags[index + 1..].contains(tag), "{tag} twice");
        }
    }

    #[test]
    fn ingredients_do_not_run_into_each_other() {
        let mix = |parts: &[&str]| {
            let builder = parts.iter().fold(ETagBuilder::new(), ETagBuilder::with);
            builder.strong()
        };
        all_differ(&[
            mix(&["ab", "c"]),
            mix(&["a", "bc"]),
            mix(&["abc"]),
            mix(&["a.bc"]),
            mix(&["a~2ebc"]),
            mix(&["abc", ""]),
            mix(&["", "abc"]),
        ]);
    }

    #[test]
    fn no_ingredient_and_one_empty_text_have_different_tags() {
        all_differ(&[
            ETagBuilder::new().strong(),
            ETagBuilder::new().with("").strong(),
            ETagBuilder::new().with("").with("").strong(),
            ETagBuilder::new().with("~").strong(),
            ETagBuilder::new().with(None::<&str>).strong(),
        ]);
    }

    #[test]
    fn an_absent_value_differs_from_every_text_and_from_a_value_that_is_absent_inside() {
        let tag = |ingredient: Option<Option<&str>>| ETagBuilder::new().with(ingredient).strong();
        let nested = ETagBuilder::new().with(Some(Some(None::<&str>))).strong();
        all_differ(&[
            tag(None),
            tag(Some(None)),
            nested,
            tag(Some(Some(""))),
            tag(Some(Some("~~"))),
            tag(Some(Some("~~~~"))),
        ]);
    }

    #[test]
    fn a_value_has_the_same_tag_whether_or_not_it_could_have_been_absent() {
        let tag = ETagBuilder::new().with(Some(7)).with(Some("a")).strong();
        assert_eq!(tag, ETagBuilder::new().with(7).with("a").strong());
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
