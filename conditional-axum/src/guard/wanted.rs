//! What each function of the attribute must give, and what the compiler says where it gives something
//! else.

use std::time::SystemTime;

use axum::response::{IntoResponse, IntoResponseParts};
use conditional_core::{ETag, LastModified, Resource};

/// What an `etag` function gives.
#[diagnostic::on_unimplemented(
    message = "an `etag` function gives an `ETag`, not `{Self}`",
    label = "must return `ETag`, `Option<ETag>`, or a `Result` of one of the two",
    note = "`ETag::from(version)` makes a tag of a version number, `ETag::strong(text)?` of other text",
    note = "`None` means that there is nothing at this URL; an `Err` is sent as the response"
)]
pub trait IntoETag {
    /// The tag.
    fn into_etag(self) -> ETag;
}

#[diagnostic::do_not_recommend]
impl IntoETag for ETag {
    fn into_etag(self) -> ETag {
        self
    }
}

#[diagnostic::do_not_recommend]
impl IntoETag for &ETag {
    fn into_etag(self) -> ETag {
        self.clone()
    }
}

/// What a `last_modified` function gives.
#[diagnostic::on_unimplemented(
    message = "a `last_modified` function gives a `LastModified`, not `{Self}`",
    label = "must return `LastModified`, `Option<LastModified>`, or a `Result` of one of the two",
    note = "instead of a `LastModified` you can return a `SystemTime`, or a timestamp of chrono, jiff or time with the feature of that name",
    note = "`None` means that there is nothing at this URL; an `Err` is sent as the response"
)]
pub trait IntoLastModified {
    /// The date.
    fn into_last_modified(self) -> LastModified;
}

macro_rules! dates {
    ($($(#[$meta:meta])* ($($generic:ident: $bound:path)?) $type:ty),* $(,)?) => {$(
        $(#[$meta])*
        #[diagnostic::do_not_recommend]
        impl$(<$generic: $bound>)? IntoLastModified for $type {
            fn into_last_modified(self) -> LastModified {
                self.into()
            }
        }
    )*};
}

dates! {
    () LastModified,
    () SystemTime,
    #[cfg(feature = "chrono")]
    (Tz: chrono::TimeZone) chrono::DateTime<Tz>,
    #[cfg(feature = "jiff")]
    () jiff::Timestamp,
    #[cfg(feature = "time")]
    () time::OffsetDateTime,
}

/// An error of a user's function, which is the answer.
#[diagnostic::on_unimplemented(
    message = "the error `{Self}` is not a response",
    label = "fails with `{Self}`, which does not implement `IntoResponse`",
    note = "an `Err` is sent as the response: implement `axum::response::IntoResponse` for it, or return another error, a `StatusCode` for instance"
)]
pub trait Answer: IntoResponse {}

#[diagnostic::do_not_recommend]
impl<T: IntoResponse> Answer for T {}

/// What a `headers` function gives.
#[diagnostic::on_unimplemented(
    message = "a `headers` function gives parts of a response, not `{Self}`",
    label = "must return `T` or `Result<T, E>`, with `T: IntoResponseParts`",
    note = "a `CacheControl`, a `HeaderMap`, an array `[(name, value)]`, a tuple or an `Option` of such parts"
)]
pub trait IntoFields: IntoResponseParts {}

#[diagnostic::do_not_recommend]
impl<T: IntoResponseParts> IntoFields for T {}

/// What an `applied` function gives, beside an `Option` of an answer.
#[diagnostic::on_unimplemented(
    message = "an `applied` function says whether the change is in place already, so it cannot return `{Self}`",
    label = "must return `bool`, an `Option` of a response, or a `Result` of one of the two",
    note = "`true` sends 204 with the current validators, `Some(response)` sends that response with them"
)]
pub trait IsApplied {
    /// Whether the change is in place already.
    fn says_applied(self) -> bool;
}

#[diagnostic::do_not_recommend]
impl IsApplied for bool {
    fn says_applied(self) -> bool {
        self
    }
}

/// What a `resource` function gives: a row, or the `Option` of it.
#[diagnostic::on_unimplemented(
    message = "a `resource` function gives a `Resource`, not `{Self}`",
    label = "must return `T`, `Option<T>`, or a `Result` of one of the two, with `T: Resource`",
    note = "make the row a resource: `#[derive(Resource)]` above it, and `#[etag]` above its version field"
)]
pub trait Loaded: Resource {}

#[diagnostic::do_not_recommend]
impl<T: Resource> Loaded for T {}
