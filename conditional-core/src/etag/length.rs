//! Where an entity-tag ends, in what is known to be a header value.

/// The length of the entity-tag at the beginning of `text`.
pub(crate) fn tag_length(text: &[u8]) -> Option<usize> {
    let (before, opaque) = match text {
        [b'"', opaque @ ..] => (1, opaque),
        [b'W', b'/', b'"', opaque @ ..] => (3, opaque),
        _ => return None,
    };
    // Of the octets that a header value can hold, only these three are no `etagc`: so one search
    // finds the closing quote and checks what stands before it.
    let length = match opaque {
        // Hostile lists are full of empty tags, which a search is slow to begin with.
        [b'"', ..] => 0,
        _ => memchr::memchr3(b'"', b' ', b'\t', opaque)?,
    };
    (opaque.get(length) == Some(&b'"')).then_some(before + length + 1)
}

/// Whether a header value is one entity-tag, the whole of it.
///
/// Not public API: `conditional-axum` uses it, and it may change in any release.
#[must_use]
pub fn is_etag(value: &[u8]) -> bool {
    tag_length(value) == Some(value.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::etag::check;

    /// All texts of up to six of these pieces.
    fn texts() -> impl Iterator<Item = Vec<u8>> {
        const PIECES: [&[u8]; 8] = [b"\"", b"W/", b"W", b"/", b"a", b",", b" ", b"\x80"];
        (0..=6).flat_map(|count| {
            (0..8_usize.pow(count)).map(move |number| {
                let piece = |at| PIECES[number / 8_usize.pow(at) % 8];
                (0..count).flat_map(piece).copied().collect()
            })
        })
    }

    #[test]
    fn a_header_value_is_a_tag_where_every_octet_of_it_is_found_right() {
        for text in texts() {
            assert_eq!(
                is_etag(&text),
                check(&text).is_ok(),
                "{}",
                text.escape_ascii()
            );
        }
    }

    #[test]
    fn of_what_a_header_value_can_hold_only_quotes_and_white_space_are_not_in_a_tag() {
        for octet in (0x20..=0xff).filter(|octet| *octet != 0x7f).chain([b'\t']) {
            let text = [b'"', octet, b'"'];
            assert_eq!(is_etag(&text), check(&text).is_ok(), "{octet:#x}");
        }
    }
}
