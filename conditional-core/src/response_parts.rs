//! `ETag`, `LastModified` and `CacheControl` as parts of an axum response: each sets its header.

use std::convert::Infallible;

use axum_core::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};
use http::StatusCode;
use http::header::{CACHE_CONTROL, ETAG, LAST_MODIFIED};

use crate::{
    cache_control::CacheControl,
    etag::{ETag, InvalidETag},
    last_modified::LastModified,
};

macro_rules! response_part {
    ($($part:ty => $name:ident),*) => {$(
        /// Sets the header, in the place of any value it had.
        impl IntoResponseParts for $part {
            type Error = Infallible;

            fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
                parts.headers_mut().insert($name, self.into());
                Ok(parts)
            }
        }
    )*};
}

response_part!(ETag => ETAG, LastModified => LAST_MODIFIED, CacheControl => CACHE_CONTROL);

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
}
