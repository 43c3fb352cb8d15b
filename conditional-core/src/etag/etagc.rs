//! The characters of entity-tags (RFC 9110 §8.8.3).

/// `etagc`: what may stand between the quotes of an entity-tag.
pub(crate) const fn is_etagc(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x7E | 0x80..)
}
