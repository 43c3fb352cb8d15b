//! What a validator function or a loader may return, and how it becomes one shape.
//!
//! One thing is looked at in each step: whether it is a future, then whether it is a `Result`, then
//! whether it is an `Option`. Each step is a method of [`Returned`], which the compiler looks up by
//! what it has: an inherent method where its `impl` applies, the one of [`Otherwise`] where none does.
//! So nothing is left open when a bound fails, and the compiler names the very type that is wrong.

use std::future::{Future, Ready, ready};

use axum::response::Response;
use conditional_core::{ETag, LastModified, Representation};

use crate::guard::response_fields::Computed;
use crate::guard::wanted::{Answer, IntoETag, IntoFields, IntoLastModified, IsApplied, Loaded};
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
    pub fn ready(self) -> F {
        self.0
    }
}

impl<T> Returned<T> {
    /// The row; whether it is one is asked when its validators are.
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
    pub fn etag(self) -> Option<ETag>
    where
        T: IntoETag,
    {
        self.0.map(T::into_etag)
    }

    /// The date; `None` where there is nothing.
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
    pub fn applied(self) -> Option<Response>
    where
        T: Answer,
    {
        self.0.map(T::into_response)
    }
}

impl<'a, T> Returned<&'a Option<T>> {
    /// The row, where there is one.
    #[must_use]
    pub fn present(self) -> Option<&'a T> {
        self.0.as_ref()
    }
}

impl<T> Returned<&T> {
    /// What the row knows of its representation, and whether it may have a date at another time.
    #[must_use]
    pub fn representation(self) -> (Representation, bool)
    where
        T: Loaded,
    {
        (self.0.representation(), self.0.may_have_date())
    }
}

/// The same steps for whatever is neither a future nor a `Result` nor an `Option`.
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
    fn ready(self) -> Ready<T> {
        ready(self.0)
    }

    fn fallible(self) -> Result<T, Response> {
        Ok(self.0)
    }

    fn etag(self) -> Option<ETag>
    where
        T: IntoETag,
    {
        Some(self.0.into_etag())
    }

    fn last_modified(self) -> Option<LastModified>
    where
        T: IntoLastModified,
    {
        Some(self.0.into_last_modified())
    }

    fn present(self) -> Option<T> {
        Some(self.0)
    }

    fn applied(self) -> Option<Response>
    where
        T: IsApplied,
    {
        self.0.says_applied().then(applied::no_content)
    }
}
