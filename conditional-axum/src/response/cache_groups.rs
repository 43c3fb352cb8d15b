//! `Cache-Groups` and `Cache-Group-Invalidation` (RFC 9875).

use std::convert::Infallible;

use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};

const CACHE_GROUPS: HeaderName = HeaderName::from_static("cache-groups");
const CACHE_GROUP_INVALIDATION: HeaderName = HeaderName::from_static("cache-group-invalidation");

/// Names what an answer shows, so that a cache can drop it once that has changed: `Cache-Groups`
/// (RFC 9875 §2).
///
/// A cache that knows groups drops all answers of a group when a
/// [`CacheGroupInvalidation`] of the same origin names it. So they may have a long `max-age` there; a
/// cache that does not know groups keeps them for just as long, so give that age to the one that does,
/// by [`TargetedCacheControl`](crate::TargetedCacheControl).
///
/// As a part of a `headers` function the names are on the 200 and on the 304. Any text is a name; what
/// a field value cannot hold of it, such as letters outside of ASCII, is percent-encoded, here and in
/// [`CacheGroupInvalidation`] alike. Without a name there is no field.
///
/// # Example
///
/// ```
/// use axum::{Router, extract::Path, routing::get};
/// use conditional_axum::{CacheGroups, ETag, condition};
/// # use axum::{body::Body, http::Request};
/// # use tower::ServiceExt;
///
/// #[condition(
///     etag = || ETag::from(7),
///     headers = |Path(id): &Path<u64>| CacheGroups::new([format!("entry-{id}"), "blog".to_owned()]),
/// )]
/// async fn show(Path(id): Path<u64>) -> String {
///     format!("entry {id}")
/// }
///
/// # #[tokio::main]
/// # async fn main() {
/// let app: Router = Router::new().route("/entries/{id}", get(show));
/// let request = Request::get("/entries/1").header("if-none-match", "\"7\"");
/// let response = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
/// assert_eq!(response.status(), 304);
/// assert_eq!(response.headers()["cache-groups"], "\"entry-1\", \"blog\"");
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "it is a part of a response"]
pub struct CacheGroups(Names);

/// Names what a write has changed: `Cache-Group-Invalidation` (RFC 9875 §3).
///
/// A cache on the way drops what it holds of these [`CacheGroups`]. It heeds the field on answers to
/// unsafe methods only, of the same origin. Other caches do not hear of it: what must not be stale
/// anywhere needs `no-cache`.
///
/// # Example
///
/// ```
/// use axum::{http::StatusCode, response::IntoResponse};
/// use conditional_axum::{CacheGroupInvalidation, ETag};
///
/// async fn save() -> (StatusCode, ETag, CacheGroupInvalidation) {
///     let changed = CacheGroupInvalidation::new(["entry-1", "blog"]);
///     (StatusCode::NO_CONTENT, ETag::from(8), changed)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let response = save().await.into_response();
/// assert_eq!(response.headers()["cache-group-invalidation"], "\"entry-1\", \"blog\"");
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "it is a part of a response"]
pub struct CacheGroupInvalidation(Names);

macro_rules! parts {
    ($($part:ident = $name:ident;)*) => {$(
        impl $part {
            /// The groups of these names.
            ///
            /// ```
            /// use axum::response::IntoResponse;
            #[doc = concat!("use conditional_axum::", stringify!($part), ";")]
            ///
            #[doc = concat!("let none: [&str; 0] = [];\nlet response = ", stringify!($part), "::new(none).into_response();")]
            /// assert!(response.headers().is_empty());
            /// ```
            pub fn new<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Self {
                Self(Names::of(names))
            }
        }

        /// Adds a line of the field.
        impl IntoResponseParts for $part {
            type Error = Infallible;

            fn into_response_parts(self, parts: ResponseParts) -> Result<ResponseParts, Infallible> {
                Ok(self.0.add_to(parts, $name))
            }
        }

        /// A response without content, with this field.
        impl IntoResponse for $part {
            fn into_response(self) -> Response {
                (self, ()).into_response()
            }
        }
    )*};
}

parts! {
    CacheGroups = CACHE_GROUPS;
    CacheGroupInvalidation = CACHE_GROUP_INVALIDATION;
}

/// A list of strings of structured fields (RFC 9651 §3.3.3), as it stands in the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Names(String);

impl Names {
    fn of<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Self {
        let mut list = String::new();
        for name in names {
            if !list.is_empty() {
                list.push_str(", ");
            }
            quote(name.as_ref(), &mut list);
        }
        Self(list)
    }

    fn add_to(self, mut parts: ResponseParts, name: HeaderName) -> ResponseParts {
        // It is ASCII without controls.
        if let (false, Ok(value)) = (self.0.is_empty(), HeaderValue::try_from(self.0)) {
            parts.headers_mut().append(name, value);
        }
        parts
    }
}

fn quote(name: &str, list: &mut String) {
    list.push('"');
    for byte in name.bytes() {
        match byte {
            b'"' | b'\\' => list.extend(['\\', char::from(byte)]),
            b' '..=b'~' => list.push(char::from(byte)),
            _ => {
                list.push('%');
                list.extend([byte >> 4, byte & 0xf].map(digit));
            }
        }
    }
    list.push('"');
}

fn digit(half: u8) -> char {
    let digit = char::from_digit(half.into(), 16);
    digit.map_or('0', |digit| digit.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_string_of_structured_fields() {
        let names = Names::of(["entry-1", "a \"b\" \\ c", "Überschrift\n", ""]);
        let expected = r#""entry-1", "a \"b\" \\ c", "%C3%9Cberschrift%0A", """#;
        assert_eq!(names.0, expected);
    }

    #[test]
    fn two_parts_are_two_lines() {
        let both = (CacheGroups::new(["a"]), CacheGroups::new(["b"]), ());
        let response = both.into_response();
        let lines: Vec<_> = response.headers().get_all(CACHE_GROUPS).iter().collect();
        assert_eq!(lines, ["\"a\"", "\"b\""]);
    }
}
