//! What can be mixed into a tag, and how it is written.

use std::{fmt::Display, io::Write as _};

use crate::{
    etag::{ETag, is_etagc},
    octets::hex_digits,
};

/// A value that a tag may depend on.
///
/// # Example
///
/// ```
/// use conditional_core::{ETagBuilder, Escaped, Ingredient};
///
/// enum Theme {
///     Light,
///     Dark,
/// }
///
/// impl Ingredient for Theme {
///     fn add_to(&self, tag: &mut Escaped<'_>) {
///         tag.text(match self {
///             Self::Light => b"light",
///             Self::Dark => b"dark",
///         });
///     }
/// }
///
/// let dark = ETagBuilder::new().with(1_u8).with(Theme::Dark).strong();
/// assert_ne!(dark, ETagBuilder::new().with(1_u8).with(Theme::Light).strong());
/// ```
///
/// A type of another crate needs a newtype of yours, since neither it nor the trait is yours:
///
/// ```
/// use conditional_core::{ETag, Escaped, Ingredient};
/// # use std::net::Ipv4Addr as Ulid;
///
/// struct Revision(Ulid);
///
/// impl Ingredient for Revision {
///     fn add_to(&self, tag: &mut Escaped<'_>) {
///         tag.text(self.0.to_string().as_bytes());
///     }
/// }
/// # assert_eq!(Revision(Ulid::LOCALHOST).to_etag(), Some(ETag::strong("127~2e0~2e0~2e1")?));
/// # Ok::<_, conditional_core::InvalidETag>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be mixed into a tag",
    label = "not an `Ingredient`",
    note = "integers, text, byte arrays, `bool`, times (chrono's `NaiveDateTime` as `.and_utc()`), `ETag`, with the feature `uuid` a `Uuid`, and `Option`s of them can",
    note = "for a type of yours, implement `Ingredient`; for one of another crate, wrap it in a newtype and implement `Ingredient` for that, or write `impl Resource` by hand"
)]
pub trait Ingredient {
    /// Writes everything that distinguishes this value from others of its type.
    fn add_to(&self, tag: &mut Escaped<'_>);

    /// The strong tag of a version that is this value alone; `None` where there is no value.
    fn to_etag(&self) -> Option<ETag> {
        let mut text = Vec::new();
        self.add_to(&mut Escaped::new(&mut text));
        Some(ETag::quoting(&text))
    }
}

/// Where an [`Ingredient`] writes itself; what would be ambiguous, or not allowed in a tag, is
/// escaped on the way.
///
/// ```
/// use conditional_core::{ETagBuilder, Escaped, Ingredient};
///
/// /// A colour; empty text stands for none.
/// struct Colour(&'static str);
///
/// impl Ingredient for Colour {
///     fn add_to(&self, tag: &mut Escaped<'_>) {
///         match self.0 {
///             "" => tag.nothing(),
///             name => tag.text(name.as_bytes()),
///         }
///     }
/// }
///
/// assert_eq!(ETagBuilder::new().with(Colour("light blue")).strong().to_string(), "\"light~20blue\"");
/// assert_ne!(ETagBuilder::new().with(Colour("")).strong(), ETagBuilder::new().with("").strong());
/// ```
#[derive(Debug)]
pub struct Escaped<'a> {
    text: &'a mut Vec<u8>,
}

impl<'a> Escaped<'a> {
    pub(super) const fn new(text: &'a mut Vec<u8>) -> Self {
        Self { text }
    }
}

impl Escaped<'_> {
    /// Adds text.
    pub fn text(&mut self, text: &[u8]) {
        for &octet in text {
            match octet {
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b':' | b'+' | b'=' => {
                    self.text.push(octet);
                }
                _ => {
                    self.text.push(b'~');
                    self.text.extend(hex_digits(octet));
                }
            }
        }
    }

    /// Adds a text of characters that need no escape: digits, letters, hyphens.
    pub(super) fn display(&mut self, value: &dyn Display) {
        // Writing to a vector does not fail.
        let _ = write!(self.text, "{value}");
    }

    /// Adds what no text is: the absence of a value.
    pub fn nothing(&mut self) {
        self.text.extend(NOTHING);
    }

    /// Adds a value that could also have been absent.
    ///
    /// What begins like an absence gets another one in front: `Some(None)` is not `None`.
    pub(super) fn optional(&mut self, value: &(impl Ingredient + ?Sized)) {
        let start = self.text.len();
        value.add_to(self);
        if self
            .text
            .get(start..)
            .is_some_and(|text| text.starts_with(NOTHING))
        {
            self.text.splice(start..start, NOTHING.iter().copied());
        }
    }
}

/// No text begins so, since a `~` in it is escaped.
const NOTHING: &[u8] = b"~~";

/// The tag of a text that stands alone. One that is legal in a tag and has no `~`, which marks what
/// is escaped, stands as it is: clients make a tag of the version that they read in the content.
pub(super) fn tag_of_text(text: &[u8]) -> ETag {
    if text.iter().all(|octet| is_etagc(*octet) && *octet != b'~') {
        return ETag::quoting(text);
    }
    let mut escaped = Vec::new();
    Escaped::new(&mut escaped).text(text);
    ETag::quoting(&escaped)
}
