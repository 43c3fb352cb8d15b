//! How the request methods differ (RFC 9110 §9.2.1, §13.2.1, §13.1.2).

use http::Method;

/// What preconditions of a method can lead to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing: the method neither selects nor changes a representation (§13.2.1).
    None,
    /// 304 where the client's copy is current.
    Read,
    /// 412 in the same place.
    Write,
}

#[inline]
pub(super) fn effect(method: &Method) -> Effect {
    match *method {
        Method::GET | Method::HEAD => Effect::Read,
        Method::CONNECT | Method::OPTIONS | Method::TRACE => Effect::None,
        _ if method.as_str() == QUERY => Effect::Read,
        _ => Effect::Write,
    }
}

/// RFC 10008; `http` has no constant for it.
const QUERY: &str = "QUERY";

/// Whether a false `If-None-Match` or `If-Modified-Since` of this method is answered 304: GET, HEAD
/// and QUERY (RFC 10008).
///
/// ```
/// use conditional_core::is_safe_read;
/// use http::Method;
///
/// assert!(is_safe_read(&Method::GET));
/// assert!(!is_safe_read(&Method::OPTIONS));
/// ```
#[must_use]
#[inline]
pub fn is_safe_read(method: &Method) -> bool {
    effect(method) == Effect::Read
}

/// Whether IANA's method registry calls this method safe: it asks for no change, so no precondition
/// is required of it (RFC 9110 §9.2.1).
///
/// A method that is not registered counts as unsafe.
///
/// ```
/// use conditional_core::is_safe;
/// use http::Method;
///
/// assert!(is_safe(&Method::from_bytes(b"PROPFIND")?));
/// assert!(!is_safe(&Method::PUT));
/// # Ok::<_, http::method::InvalidMethod>(())
/// ```
#[must_use]
pub fn is_safe(method: &Method) -> bool {
    matches!(
        method.as_str(),
        "GET" | "HEAD" | "OPTIONS" | "TRACE" | QUERY | "PROPFIND" | "REPORT" | "SEARCH"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn method(name: &str) -> Method {
        Method::from_bytes(name.as_bytes()).unwrap()
    }

    #[test]
    fn the_methods_that_iana_calls_safe_need_no_precondition() {
        let safe = [
            "GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PROPFIND", "REPORT", "SEARCH",
        ];
        for name in safe {
            assert!(is_safe(&method(name)), "{name}");
        }
        for name in ["PUT", "POST", "PATCH", "DELETE", "LOCK", "CONNECT", "get"] {
            assert!(!is_safe(&method(name)), "{name}");
        }
    }

    #[test]
    fn only_get_head_and_query_are_answered_304() {
        for name in ["GET", "HEAD", "QUERY"] {
            assert!(is_safe_read(&method(name)), "{name}");
        }
        for name in ["OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PUT", "query"] {
            assert!(!is_safe_read(&method(name)), "{name}");
        }
    }
}
