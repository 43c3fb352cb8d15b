//! `ETag`, `LastModified` and `CacheControl` as parts of an axum response: each sets its header.

use std::convert::Infallible;

use axum_core::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};
use http::header::{CACHE_CONTROL, ETAG, LAST_MODIFIED};
use http::{HeaderValue, StatusCode};

use crate::{
    cache_control::CacheControl,
    etag::{ETag, InvalidETag},
    last_modified::LastModified,
};

macro_rules! response_parts {
    ($($part:ty => $name:ident),*) => {$(
        /// Sets the header, and replaces any value it had. A part that says nothing, an empty
        /// `CacheControl`, changes nothing.
        impl IntoResponseParts for $part {
            type Error = Infallible;

            fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
                let value = HeaderValue::from(self);
                if !value.is_empty() {
                    parts.headers_mut().insert($name, value);
                }
                Ok(parts)
            }
        }

        /// A response without content, with this header: `(StatusCode::NO_CONTENT, etag)` answers a PUT.
        impl IntoResponse for $part {
            fn into_response(self) -> Response {
                (self, ()).into_response()
            }
        }
    )*};
}

response_parts!(ETag => ETAG, LastModified => LAST_MODIFIED, CacheControl => CACHE_CONTROL);

/// 500: the server's own data makes no tag. So `?` works on [`ETag::strong`] in a function of a guard.
impl IntoResponse for InvalidETag {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_sets_its_header_in_the_place_of_another() {
        let response = (
            [(ETAG, "\"0\"")],
            ETag::from(1),
            LastModified::from_unix_seconds(0),
            CacheControl::new().with_private(),
            (),
        )
            .into_response();
        assert_eq!(response.headers()[ETAG], "\"1\"");
        assert_eq!(
            response.headers()[LAST_MODIFIED],
            "Thu, 01 Jan 1970 00:00:00 GMT"
        );
        assert_eq!(response.headers()[CACHE_CONTROL], "private");
        assert_eq!(response.headers().get_all(ETAG).iter().count(), 1);
    }

    #[test]
    fn an_empty_cache_control_sends_no_field() {
        let response = (CacheControl::new(), ()).into_response();
        assert!(!response.headers().contains_key(CACHE_CONTROL));
        let declared = ([(CACHE_CONTROL, "no-cache")], CacheControl::new(), ()).into_response();
        assert_eq!(declared.headers()[CACHE_CONTROL], "no-cache");
    }

    #[test]
    fn what_makes_no_tag_is_the_servers_mistake() {
        let response = ETag::strong("a b").unwrap_err().into_response();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[test]
    fn a_tag_answers_a_write_without_content() {
        let response = (StatusCode::NO_CONTENT, ETag::from(8)).into_response();
        assert_eq!(response.status(), StatusCode::NO_CONTENT);
        assert_eq!(response.headers()[ETAG], "\"8\"");
        assert_eq!(response.headers().len(), 1);
    }
}
