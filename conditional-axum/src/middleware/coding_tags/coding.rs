//! The content codings that the layer knows, in the two fields that name them.

use axum::http::header::{self, HeaderMap, HeaderValue};

use crate::response::validators::only_line;

/// A content coding (RFC 9110 §8.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Gzip,
    Brotli,
    Deflate,
    Zstd,
}

impl Coding {
    pub(super) const ALL: [Self; 4] = [Self::Gzip, Self::Brotli, Self::Deflate, Self::Zstd];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Brotli => "br",
            Self::Deflate => "deflate",
            Self::Zstd => "zstd",
        }
    }

    fn named(name: &[u8]) -> Option<Self> {
        if name.eq_ignore_ascii_case(b"x-gzip") {
            return Some(Self::Gzip);
        }
        Self::ALL
            .into_iter()
            .find(|coding| name.eq_ignore_ascii_case(coding.name().as_bytes()))
    }
}

/// What was done to the bytes of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applied {
    Nothing,
    One(Coding),
    /// A coding that is not known here, or several, one over the other.
    Other,
}

impl Applied {
    /// Reads `Content-Encoding`.
    pub(super) fn of_response(headers: &HeaderMap) -> Self {
        let Some(only) = only_line(headers, &header::CONTENT_ENCODING) else {
            let is_coded = headers.contains_key(header::CONTENT_ENCODING);
            return if is_coded { Self::Other } else { Self::Nothing };
        };
        match only.as_bytes().trim_ascii() {
            [] => Self::Nothing,
            name if name.eq_ignore_ascii_case(b"identity") => Self::Nothing,
            name => Coding::named(name).map_or(Self::Other, Self::One),
        }
    }
}

/// The codings that a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Accepted([bool; 4]);

impl Accepted {
    /// Reads all lines of `Accept-Encoding`; without one, everything is acceptable (§12.5.3).
    pub(super) fn of_request(headers: &HeaderMap) -> Self {
        let lines = || headers.get_all(header::ACCEPT_ENCODING).iter();
        if lines().next().is_none() {
            return Self([true; 4]);
        }
        let members = || lines().flat_map(members);
        let any_other = members().any(|(name, is_wanted)| name == b"*" && is_wanted);
        Self(Coding::ALL.map(|coding| {
            let mut named = members().filter(|(name, _)| Coding::named(name) == Some(coding));
            named.next().map_or(any_other, |(_, is_wanted)| is_wanted)
        }))
    }

    /// Whether the client asks for coded copies: then the copy that it holds may be one.
    ///
    /// One that sends no `Accept-Encoding` gets plain copies from every compressor.
    pub(super) fn may_be_coded(headers: &HeaderMap) -> bool {
        let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
        let mut members = lines.flat_map(members);
        members.any(|(name, is_wanted)| {
            is_wanted && !name.is_empty() && !name.eq_ignore_ascii_case(b"identity")
        })
    }

    pub(super) fn includes(self, coding: Coding) -> bool {
        let mut pairs = Coding::ALL.into_iter().zip(self.0);
        pairs.any(|(known, is_wanted)| known == coding && is_wanted)
    }
}

/// Each name, and whether its weight is more than zero.
fn members(line: &HeaderValue) -> impl Iterator<Item = (&[u8], bool)> {
    line.as_bytes().split(|byte| *byte == b',').map(|member| {
        let mut parts = member.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
        let name = parts.next().unwrap_or_default();
        (name, !parts.any(is_zero_weight))
    })
}

fn is_zero_weight(parameter: &[u8]) -> bool {
    let [b'q' | b'Q', b'=', digits @ ..] = parameter else {
        return false;
    };
    digits.iter().all(|byte| matches!(byte, b'0' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(lines: &[&'static str]) -> [bool; 4] {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static(line));
        }
        Accepted::of_request(&headers).0
    }

    #[test]
    fn without_the_field_every_coding_is_acceptable() {
        assert_eq!(accepted(&[]), [true; 4]);
    }

    #[test]
    fn what_is_not_listed_is_not_acceptable() {
        assert_eq!(accepted(&["gzip, br;q=0.5"]), [true, true, false, false]);
        assert_eq!(accepted(&["X-GZIP", "zstd"]), [true, false, false, true]);
        assert_eq!(accepted(&[""]), [false; 4]);
    }

    #[test]
    fn a_weight_of_zero_refuses() {
        assert_eq!(accepted(&["gzip;q=0, br; Q=0.000"]), [false; 4]);
        assert_eq!(accepted(&["gzip;q=0.001"]), [true, false, false, false]);
    }

    #[test]
    fn the_asterisk_stands_for_the_others() {
        assert_eq!(accepted(&["br;q=0, *"]), [true, false, true, true]);
        assert_eq!(accepted(&["br, *;q=0"]), [false, true, false, false]);
    }

    #[test]
    fn a_response_has_no_coding_one_that_is_known_or_another() {
        let of = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::CONTENT_ENCODING, HeaderValue::from_static(line));
            }
            Applied::of_response(&headers)
        };
        assert_eq!(of(&["Gzip"]), Applied::One(Coding::Gzip));
        assert_eq!(of(&["x-gzip"]), Applied::One(Coding::Gzip));
        assert_eq!(of(&["zstd"]), Applied::One(Coding::Zstd));
        assert_eq!(of(&[]), Applied::Nothing);
        assert_eq!(of(&["identity"]), Applied::Nothing);
        assert_eq!(of(&["dcb"]), Applied::Other);
        assert_eq!(of(&["br, gzip"]), Applied::Other);
        assert_eq!(of(&["br", "gzip"]), Applied::Other);
    }

    #[test]
    fn a_client_that_asks_for_any_coding_may_hold_a_coded_copy() {
        let may = |line: &'static str| {
            let line = (header::ACCEPT_ENCODING, HeaderValue::from_static(line));
            Accepted::may_be_coded(&HeaderMap::from_iter([line]))
        };
        assert!(may("gzip") && may("identity, dcb") && may("*"));
        assert!(!may("identity") && !may("gzip;q=0") && !may(""));
        assert!(!Accepted::may_be_coded(&HeaderMap::new()));
    }
}
