//! What header values are made of.

use http::HeaderValue;

/// Makes a header value of a text that any header value may hold: visible ASCII, obs-text, spaces.
///
/// Every caller has checked or rendered the text. A library that never panics must still return
/// something.
pub(crate) fn header_value(text: &[u8]) -> HeaderValue {
    HeaderValue::from_bytes(text).unwrap_or(HeaderValue::from_static(""))
}

/// The same, without a copy.
pub(crate) fn header_value_owned(text: Vec<u8>) -> HeaderValue {
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
}

/// The two digits of an octet, in lower case.
pub(crate) const fn hex_digits(octet: u8) -> [u8; 2] {
    [hex_digit(octet >> 4), hex_digit(octet & 15)]
}

const fn hex_digit(nibble: u8) -> u8 {
    match nibble {
        0..=9 => b'0' + nibble,
        _ => b'a' + nibble - 10,
    }
}

/// `tchar`, of which field names and tokens consist (RFC 9110 §5.6.2).
pub(crate) const fn is_tchar(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(
            octet,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'-'
                | b'.'
                | b'^'
                | b'_'
                | b'`'
                | b'|'
                | b'~'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_octet_has_two_digits_in_lower_case() {
        assert_eq!(hex_digits(0), *b"00");
        assert_eq!(hex_digits(0x9a), *b"9a");
        assert_eq!(hex_digits(0xff), *b"ff");
    }
}
