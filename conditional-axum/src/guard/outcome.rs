//! What a validator function or a loader may return, and how it becomes one shape.
//!
//! One thing is looked at in each step: whether it is a future, then whether it is a `Result`, then
//! whether it is an `Option`. Each step is a method of [`Returned`], which the compiler looks up by
//! what it has: an inherent method where its `impl` applies, the one of [`Otherwise`] where none does.
//! So nothing is left open when a bound fails, and the compiler names the very type that is wrong.

use std::future::{Future, Ready, ready};
use std::marker::PhantomData;
use std::time::SystemTime;

use axum::response::{IntoResponse, IntoResponseParts, Response};
use conditional_core::{ETag, LastModified, Representation, Resource};

use crate::guard::response_fields::Computed;
use crate::response::applied;

/// What a user's function returned.
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "private: only generated code builds it"
)]
pub struct Returned<T>(pub T);

impl<F: Future> Returned<F> {
    /// The future of an `async fn`.
    #[inline]
    pub fn ready(self) -> F {
        self.0
    }
}

impl<T> Returned<T> {
    /// The row; whether it is one is asked when its validators are.
    #[inline]
    pub fn row(self) -> T {
        self.0
    }
}

impl<T, E> Returned<Result<T, E>> {
    /// The value.
    ///
    /// # Errors
    ///
    /// The response of the function's error.
    #[inline]
    #[expect(
        clippy::result_large_err,
        reason = "a box would be the only allocation"
    )]
    pub fn fallible(self) -> Result<T, Response>
    where
        E: Answer,
    {
        self.0.map_err(E::into_response)
    }
}

impl<T> Returned<Option<T>> {
    /// The tag; `None` where there is nothing.
    #[inline]
    pub fn etag(self) -> Option<ETag>
    where
        T: IntoETag,
    {
        self.0.map(T::into_etag)
    }

    /// The date; `None` where there is nothing.
    #[inline]
    pub fn last_modified(self) -> Option<LastModified>
    where
        T: IntoLastModified,
    {
        self.0.map(T::into_last_modified)
    }
}

impl<T> Returned<T> {
    /// The fields.
    ///
    /// # Errors
    ///
    /// The response of the part that could not be written.
    #[inline]
    #[expect(
        clippy::result_large_err,
        reason = "a box would be the only allocation"
    )]
    pub fn fields(self) -> Result<Computed, Response>
    where
        T: IntoFields,
    {
        Computed::of(self.0)
    }
}

impl<T> Returned<Option<T>> {
    /// The answer to a write whose change is in place already.
    #[inline]
    pub fn applied(self) -> Option<Response>
    where
        T: Answer,
    {
        self.0.map(T::into_response)
    }
}

impl<'a, T> Returned<&'a Option<T>> {
    /// The row, where there is one.
    #[inline]
    #[must_use]
    pub fn present(self) -> Option<&'a T> {
        self.0.as_ref()
    }
}

impl<T> Returned<&T> {
    /// What the row knows of its representation.
    #[inline]
    #[must_use]
    pub fn representation(self) -> Representation
    where
        T: Loaded,
    {
        self.0.representation()
    }
}

/// The same steps for whatever is no future, no `Result` and no `Option`.
pub trait Otherwise<T>: Sized {
    /// The value, as a future.
    fn ready(self) -> Ready<T>;

    /// The value.
    ///
    /// # Errors
    ///
    /// None.
    #[expect(
        clippy::result_large_err,
        reason = "a box would be the only allocation"
    )]
    fn fallible(self) -> Result<T, Response>;

    /// The tag.
    fn etag(self) -> Option<ETag>
    where
        T: IntoETag;

    /// The date.
    fn last_modified(self) -> Option<LastModified>
    where
        T: IntoLastModified;

    /// The row.
    fn present(self) -> Option<T>;

    /// The answer to a write whose change is in place already.
    fn applied(self) -> Option<Response>
    where
        T: IsApplied;
}

impl<T> Otherwise<T> for Returned<T> {
    #[inline]
    fn ready(self) -> Ready<T> {
        ready(self.0)
    }

    #[inline]
    fn fallible(self) -> Result<T, Response> {
        Ok(self.0)
    }

    #[inline]
    fn etag(self) -> Option<ETag>
    where
        T: IntoETag,
    {
        Some(self.0.into_etag())
    }

    #[inline]
    fn last_modified(self) -> Option<LastModified>
    where
        T: IntoLastModified,
    {
        Some(self.0.into_last_modified())
    }

    #[inline]
    fn present(self) -> Option<T> {
        Some(self.0)
    }

    #[inline]
    fn applied(self) -> Option<Response>
    where
        T: IsApplied,
    {
        self.0.is_applied().then(applied::no_content)
    }
}

/// What an `etag` function gives.
#[diagnostic::on_unimplemented(
    message = "an `etag` function gives an `ETag`, not `{Self}`",
    label = "must return `ETag`, `Option<ETag>`, or a `Result` of one of the two",
    note = "`ETag::from(version)` makes a tag of a version number, `ETag::strong(text)?` of other text",
    note = "`None` says that there is nothing at this URL, an `Err` is answered as it is"
)]
pub trait IntoETag {
    /// The tag.
    fn into_etag(self) -> ETag;
}

#[diagnostic::do_not_recommend]
impl IntoETag for ETag {
    #[inline]
    fn into_etag(self) -> ETag {
        self
    }
}

#[diagnostic::do_not_recommend]
impl IntoETag for &ETag {
    #[inline]
    fn into_etag(self) -> ETag {
        self.clone()
    }
}

/// What a `last_modified` function gives.
#[diagnostic::on_unimplemented(
    message = "a `last_modified` function gives a `LastModified`, not `{Self}`",
    label = "must return `LastModified`, `Option<LastModified>`, or a `Result` of one of the two",
    note = "a `SystemTime` will do for a `LastModified`, and so will a timestamp of chrono, jiff or time with the feature of that name",
    note = "`None` says that there is nothing at this URL, an `Err` is answered as it is"
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
            #[inline]
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
    note = "an `Err` is answered as it is: implement `axum::response::IntoResponse` for it, or return another error, a `StatusCode` for instance"
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
    message = "an `applied` function says whether the change is in place already, and gives no `{Self}`",
    label = "must return `bool`, an `Option` of a response, or a `Result` of one of the two",
    note = "`true` is answered 204 with the current validators, `Some(response)` with that response and them"
)]
pub trait IsApplied {
    /// Whether the change is in place already.
    fn is_applied(self) -> bool;
}

#[diagnostic::do_not_recommend]
impl IsApplied for bool {
    #[inline]
    fn is_applied(self) -> bool {
        self
    }
}

/// The answer of a guarded handler, which returns `T`.
///
/// The wrapper has it in its signature, so that whoever reads signatures sees what the handler
/// answers.
#[derive(Debug)]
pub struct Guarded<T> {
    response: Response,
    of: PhantomData<fn() -> T>,
}

impl<T> From<Response> for Guarded<T> {
    #[inline]
    fn from(response: Response) -> Self {
        Self {
            response,
            of: PhantomData,
        }
    }
}

impl<T> IntoResponse for Guarded<T> {
    #[inline]
    fn into_response(self) -> Response {
        self.response
    }
}

/// The answer of the handler.
#[inline]
pub fn respond<T: IntoResponse>(answer: T) -> Guarded<T> {
    answer.into_response().into()
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
