//! `ETag`, `LastModified` and `CacheControl` as parts of an axum response: each sets its header.

use std::convert::Infallible;

use axum_core::response::{IntoResponseParts, ResponseParts};
use http::header::{CACHE_CONTROL, ETAG, LAST_MODIFIED};

use crate::{CacheControl, ETag, LastModified};

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
