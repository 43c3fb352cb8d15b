//! Entity-tags (RFC 9110 §8.8.3).

mod comparison;
mod conversions;
#[cfg(feature = "digest")]
mod digest;
mod error;
mod etagc;
mod length;
mod macros;
#[cfg(feature = "serde")]
mod serde;

use std::fmt;

use http::HeaderValue;

use self::error::Fault;
pub use self::error::InvalidETag;
#[doc(hidden)]
pub use self::length::is_etag;
pub(crate) use self::{etagc::is_etagc, length::tag_length};
use crate::octets;

/// An entity-tag: an opaque name for one version of a representation.
///
/// It holds the text that goes on the wire, `"v1"` or `W/"v1"`, so that a clone shares it and
/// nothing is ever formatted twice.
///
/// # Syntax
///
/// - A *strong* tag, `"v1"`, changes whenever a byte of the representation changes.
/// - A *weak* tag, `W/"v1"`, changes when the meaning does.
/// - Between the quotes stand visible characters other than `"`, and bytes from 0x80; no spaces.
///   There are no escapes: a backslash is a backslash.
///
/// # Comparison
///
/// `==` is identity of the text. HTTP's two comparisons have names (§8.8.3.2):
///
/// | tag 1 | tag 2 | [`strong_eq`](Self::strong_eq) | [`weak_eq`](Self::weak_eq) |
/// |---|---|---|---|
/// | `W/"1"` | `W/"1"` | no | yes |
/// | `W/"1"` | `W/"2"` | no | no |
/// | `W/"1"` | `"1"` | no | yes |
/// | `"1"` | `"1"` | yes | yes |
///
/// # Which constructor
///
/// | you have | write |
/// |---|---|
/// | a version number | `ETag::from(entry.version)` |
/// | a revision, a hash, a name | [`ETag::strong`], [`ETag::weak`] |
/// | the bytes themselves | `ETag::digest`, `ETag::weak_digest` |
/// | a constant | [`etag_literal!`](crate::etag_literal!), which adds the quotes |
/// | a header | `ETag::try_from(&value)`, `text.parse::<ETag>()` |
/// | a tag of another program, with quotes or without | [`ETag::parse_lenient`] |
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ETag(HeaderValue);

impl ETag {
    /// A constant tag from its full text, quotes included.
    ///
    /// [`etag_literal!`](crate::etag_literal!) is the safer way: it adds the quotes and is always
    /// checked while compiling. This function is checked while compiling only in a `const`.
    ///
    /// ```
    /// use conditional_core::ETag;
    ///
    /// const EMPTY_CART: ETag = ETag::from_static("\"empty\"");
    /// assert_eq!(EMPTY_CART.opaque(), b"empty");
    /// ```
    ///
    /// # Panics
    ///
    /// If the text is not an entity-tag of visible ASCII: if the quotes are missing, say. In a `const`
    /// that is a compile error; anywhere else it panics on every call.
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "in a `const`, its intended use, a panic is a compile error"
    )]
    #[track_caller]
    pub const fn from_static(text: &'static str) -> Self {
        match check(text.as_bytes()) {
            Ok(()) => Self(HeaderValue::from_static(text)),
            Err(fault) => panic!("{}", fault.advice()),
        }
    }

    /// A strong tag, `"opaque"`.
    ///
    /// ```
    /// use conditional_core::ETag;
    ///
    /// assert_eq!(ETag::strong("v1")?.as_bytes(), b"\"v1\"");
    /// assert!(ETag::strong("two words").is_err());
    /// # Ok::<_, conditional_core::InvalidETag>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `opaque` has a `"`, a space or a control character in it.
    pub fn strong(opaque: impl AsRef<[u8]>) -> Result<Self, InvalidETag> {
        Self::quote(b"\"", opaque.as_ref())
    }

    /// A weak tag, `W/"opaque"`.
    ///
    /// ```
    /// use conditional_core::ETag;
    ///
    /// assert_eq!(ETag::weak("v1")?.as_bytes(), b"W/\"v1\"");
    /// # Ok::<_, conditional_core::InvalidETag>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `opaque` has a `"`, a space or a control character in it.
    pub fn weak(opaque: impl AsRef<[u8]>) -> Result<Self, InvalidETag> {
        Self::quote(b"W/\"", opaque.as_ref())
    }

    /// Reads a tag of another program, whether or not its quotes are there: `"v1"`, `W/"v1"` or `v1`.
    ///
    /// Object stores give tags both ways. What has no quotes is a strong tag.
    ///
    /// ```
    /// use conditional_core::ETag;
    ///
    /// assert_eq!(ETag::parse_lenient("9bb58f26")?, ETag::strong("9bb58f26")?);
    /// assert_eq!(ETag::parse_lenient("\"9bb58f26\"")?, ETag::strong("9bb58f26")?);
    /// assert_eq!(ETag::parse_lenient("W/\"9bb58f26\"")?, ETag::weak("9bb58f26")?);
    /// # Ok::<_, conditional_core::InvalidETag>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is not a tag either way: if a quote, a space or a control character stands in it.
    pub fn parse_lenient(text: impl AsRef<[u8]>) -> Result<Self, InvalidETag> {
        let text = text.as_ref();
        if !without_mark(text).starts_with(b"\"") {
            return Self::strong(text);
        }
        check(text)?;
        Ok(Self::from_wire(text))
    }

    /// Whether this is a weak tag, `W/"…"`.
    ///
    /// ```
    /// use conditional_core::etag_literal;
    ///
    /// assert!(etag_literal!(weak "v1").is_weak());
    /// assert!(!etag_literal!("v1").is_weak());
    /// ```
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.as_bytes().first() == Some(&b'W')
    }

    /// What stands between the quotes.
    ///
    /// ```
    /// use conditional_core::etag_literal;
    ///
    /// assert_eq!(etag_literal!("v1").opaque(), b"v1");
    /// assert_eq!(etag_literal!(weak "v1").opaque(), b"v1");
    /// ```
    #[must_use]
    pub fn opaque(&self) -> &[u8] {
        match self.quoted() {
            [b'"', opaque @ .., b'"'] => opaque,
            other => other,
        }
    }

    /// The text that goes on the wire: `"v1"` or `W/"v1"`.
    ///
    /// ```
    /// use conditional_core::etag_literal;
    ///
    /// assert_eq!(etag_literal!(weak "v1").as_bytes(), b"W/\"v1\"");
    /// ```
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The value of an `ETag` header field; a clone of it shares the text.
    ///
    /// ```
    /// use conditional_core::ETag;
    /// use http::{HeaderMap, header::ETAG};
    ///
    /// let mut headers = HeaderMap::new();
    /// headers.insert(ETAG, ETag::from(7).as_header_value().clone());
    /// assert_eq!(headers[ETAG], "\"7\"");
    /// ```
    #[must_use]
    pub const fn as_header_value(&self) -> &HeaderValue {
        &self.0
    }

    /// The same tag, marked weak.
    ///
    /// ```
    /// use conditional_core::ETag;
    ///
    /// assert_eq!(ETag::from(1).into_weak(), ETag::weak("1")?);
    /// assert_eq!(ETag::weak("1")?.into_weak(), ETag::weak("1")?);
    /// # Ok::<_, conditional_core::InvalidETag>(())
    /// ```
    #[must_use]
    pub fn into_weak(self) -> Self {
        if self.is_weak() {
            return self;
        }
        Self::from_wire_owned([b"W/", self.as_bytes()].concat())
    }

    /// The opaque part with its quotes, which is what a list of tags is searched for.
    pub(crate) fn quoted(&self) -> &[u8] {
        without_mark(self.as_bytes())
    }

    fn quote(opening: &[u8], opaque: &[u8]) -> Result<Self, InvalidETag> {
        match opaque.iter().position(|byte| !is_etagc(*byte)) {
            None => Ok(Self::from_wire_owned([opening, opaque, b"\""].concat())),
            Some(at) => Err(Fault::in_opaque(opaque, at).into()),
        }
    }

    /// A strong tag of what is known to be legal between the quotes.
    pub(crate) fn quoting(opaque: &[u8]) -> Self {
        Self::from_wire_owned([b"\"", opaque, b"\""].concat())
    }

    /// Takes the text of an entity-tag, which every header value may hold.
    pub(crate) fn from_wire(text: &[u8]) -> Self {
        Self(octets::header_value(text))
    }

    /// The same, without a copy.
    fn from_wire_owned(text: Vec<u8>) -> Self {
        Self(octets::header_value_owned(text))
    }
}

impl fmt::Display for ETag {
    /// Writes the text that goes on the wire; bytes that are not UTF-8 become U+FFFD.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&String::from_utf8_lossy(self.as_bytes()))
    }
}

impl fmt::Debug for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ETag({self})")
    }
}

/// The text without the mark of weak tags.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    match text {
        [b'W', b'/', rest @ ..] => rest,
        _ => text,
    }
}

/// Whether `text` is an entity-tag, the whole of it.
const fn check(text: &[u8]) -> Result<(), Fault> {
    let opaque_at = match text {
        [b'"', ..] => 1,
        [b'W', b'/', b'"', ..] => 3,
        _ => return Err(Fault::at_start(text)),
    };
    let mut rest = text.split_at(opaque_at).1;
    loop {
        let at = text.len() - rest.len();
        rest = match rest {
            [b'"'] => return Ok(()),
            [byte, after @ ..] if is_etagc(*byte) => after,
            _ => return Err(Fault::in_opaque(text, at)),
        };
    }
}

#[cfg(test)]
mod tests;
