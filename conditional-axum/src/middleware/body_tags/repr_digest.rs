//! `Repr-Digest` (RFC 9530): the digest of what a copy is of.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

pub(super) const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Adds the field where there is none.
pub(super) fn add(headers: &mut HeaderMap, sha256: &[u8; 32]) {
    let mut text = b"sha-256=:".to_vec();
    encode(sha256, &mut text);
    text.push(b':');
    // Digits, signs and letters: it is a field value.
    if let Ok(value) = HeaderValue::try_from(text) {
        headers.entry(REPR_DIGEST).or_insert(value);
    }
}

/// Base 64 (RFC 4648 §4), as a byte sequence of structured fields has it.
fn encode(bytes: &[u8], text: &mut Vec<u8>) {
    for group in bytes.chunks(3) {
        let [first, second, third] = [0, 1, 2].map(|index| group.get(index).copied());
        let all = u32::from_be_bytes([
            0,
            first.unwrap_or(0),
            second.unwrap_or(0),
            third.unwrap_or(0),
        ]);
        let digit = |shift: u32| {
            let index = (all >> shift) & 0b11_1111;
            DIGITS.get(index as usize).copied().unwrap_or(b'=')
        };
        text.extend([digit(18), digit(12)]);
        text.push(second.map_or(b'=', |_| digit(6)));
        text.push(third.map_or(b'=', |_| digit(0)));
    }
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn the_samples_of_rfc_4648_come_out() {
        let samples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, expected) in samples {
            let mut text = Vec::new();
            encode(bytes.as_bytes(), &mut text);
            assert_eq!(text, expected.as_bytes(), "{bytes}");
        }
        let mut text = Vec::new();
        encode(&[0xfb, 0xff, 0xbf], &mut text);
        assert_eq!(text, b"+/+/");
    }
}
