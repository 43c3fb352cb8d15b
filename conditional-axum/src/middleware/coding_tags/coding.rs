//! The content codings that the layer knows, in the two fields that name them.

use axum::http::header::{self, HeaderMap, HeaderValue};

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

    fn named(name: &[u8]) -> Option<Self> {
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        if is(b"gzip") || is(b"x-gzip") {
            Some(Self::Gzip)
        } else if is(b"br") {
            Some(Self::Brotli)
        } else if is(b"deflate") {
            Some(Self::Deflate)
        } else if is(b"zstd") {
            Some(Self::Zstd)
        } else {
            None
        }
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
    /// Reads the only line of `Content-Encoding`.
    pub(super) fn of_line(line: &HeaderValue) -> Self {
        let name = line.as_bytes().trim_ascii();
        match Coding::named(name) {
            Some(coding) => Self::One(coding),
            None if name.is_empty() || name.eq_ignore_ascii_case(b"identity") => Self::Nothing,
            None => Self::Other,
        }
    }
}

/// The codings that a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Accepted([bool; 4]);

impl Default for Accepted {
    fn default() -> Self {
        Self::ALL
    }
}

impl Accepted {
    pub(super) const ALL: Self = Self([true; 4]);

    /// Reads all lines of `Accept-Encoding`; without one, everything is acceptable (§12.5.3).
    pub(super) fn of_request(headers: &HeaderMap) -> Self {
        let lines = || headers.get_all(header::ACCEPT_ENCODING).iter();
        if lines().next().is_none() {
            return Self::ALL;
        }
        let members = || lines().flat_map(members);
        let any_other = members().any(|(name, is_wanted)| name == b"*" && is_wanted);
        Self(Coding::ALL.map(|coding| {
            let mut named = members().filter(|(name, _)| Coding::named(name) == Some(coding));
            named.next().map_or(any_other, |(_, is_wanted)| is_wanted)
        }))
    }

    /// Whether the client can use a copy in this coding.
    pub(super) fn allows(self, coding: Option<Coding>) -> bool {
        let mut pairs = Coding::ALL.into_iter().zip(self.0);
        pairs.all(|(known, is_wanted)| is_wanted || Some(known) != coding)
    }
}

/// Whether a request asks for coded copies: then the copy that the client holds may be one.
///
/// One that sends no `Accept-Encoding` gets plain copies from every compressor.
pub(super) fn asks_for_coding(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let mut members = lines.flat_map(members);
    members.any(|(name, is_wanted)| {
        is_wanted && !name.is_empty() && !name.eq_ignore_ascii_case(b"identity")
    })
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
        let of = |line| Applied::of_line(&HeaderValue::from_static(line));
        assert_eq!(of("Gzip"), Applied::One(Coding::Gzip));
        assert_eq!(of("x-gzip"), Applied::One(Coding::Gzip));
        assert_eq!(of("br"), Applied::One(Coding::Brotli));
        assert_eq!(of("DEFLATE"), Applied::One(Coding::Deflate));
        assert_eq!(of(" zstd "), Applied::One(Coding::Zstd));
        assert_eq!(of(""), Applied::Nothing);
        assert_eq!(of("identity"), Applied::Nothing);
        assert_eq!(of("dcb"), Applied::Other);
        assert_eq!(of("compress"), Applied::Other);
        assert_eq!(of("br, gzip"), Applied::Other);
    }

    #[test]
    fn a_client_that_asks_for_any_coding_may_hold_a_coded_copy() {
        let asks = |line: &'static str| {
            let line = (header::ACCEPT_ENCODING, HeaderValue::from_static(line));
            asks_for_coding(&HeaderMap::from_iter([line]))
        };
        assert!(asks("gzip") && asks("identity, dcb") && asks("*"));
        assert!(!asks("identity") && !asks("gzip;q=0") && !asks(""));
        assert!(!asks_for_coding(&HeaderMap::new()));
    }
}
