//! Tags from a SHA-256 digest: equal on every replica, after every restart.

use sha2::{Digest as _, Sha256};

use super::ETag;
use crate::octets::hex_digits;

/// The digits of a tag: 128 bits, so that no two bodies a server ever sends share one.
const DIGITS: usize = 32;

impl ETag {
    /// A strong tag: the first 32 hexadecimal digits of the SHA-256 digest of `bytes`.
    ///
    /// ```
    /// use conditional_core::ETag;
    ///
    /// assert_eq!(ETag::digest("hello").to_string(), "\"2cf24dba5fb0a30e26e83b2ac5b9e29e\"");
    /// ```
    #[must_use]
    pub fn digest(bytes: impl AsRef<[u8]>) -> Self {
        Self::from_digest(&sha256(bytes.as_ref()))
    }

    /// The same, weak: `W/"<32 digits>"`.
    ///
    /// ```
    /// use conditional_core::ETag;
    ///
    /// assert_eq!(ETag::weak_digest("hello").to_string(), "W/\"2cf24dba5fb0a30e26e83b2ac5b9e29e\"");
    /// ```
    #[must_use]
    pub fn weak_digest(bytes: impl AsRef<[u8]>) -> Self {
        Self::weak_from_digest(&sha256(bytes.as_ref()))
    }

    /// The tag that [`digest`](Self::digest) makes, for bytes that were hashed as they came.
    ///
    /// ```
    /// use conditional_core::ETag;
    /// use sha2::{Digest as _, Sha256};
    ///
    /// let mut hasher = Sha256::new();
    /// for chunk in ["hel", "lo"] {
    ///     hasher.update(chunk);
    /// }
    /// assert_eq!(ETag::from_digest(&hasher.finalize().into()), ETag::digest("hello"));
    /// ```
    #[must_use]
    pub fn from_digest(sha256: &[u8; 32]) -> Self {
        Self::from_wire(&render(*b"\"................................\"", sha256))
    }

    /// The tag that [`weak_digest`](Self::weak_digest) makes, for bytes that were hashed as they
    /// came.
    ///
    /// ```
    /// use conditional_core::ETag;
    /// use sha2::{Digest as _, Sha256};
    ///
    /// let hash = Sha256::new().chain_update("hel").chain_update("lo").finalize();
    /// assert_eq!(ETag::weak_from_digest(&hash.into()), ETag::weak_digest("hello"));
    /// ```
    #[must_use]
    pub fn weak_from_digest(sha256: &[u8; 32]) -> Self {
        Self::from_wire(&render(*b"W/\"................................\"", sha256))
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Fills the digits in between the quotes of `text`.
fn render<const N: usize>(mut text: [u8; N], sha256: &[u8; 32]) -> [u8; N] {
    let places = text.iter_mut().skip(N - DIGITS - 1).take(DIGITS);
    let digits = sha256.iter().copied().flat_map(hex_digits);
    for (place, digit) in places.zip(digits) {
        *place = digit;
    }
    text
}
