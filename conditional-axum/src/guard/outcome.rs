//! What a validator function or a loader may return, and how it becomes one shape.

use std::future::{Future, Ready, ready};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::SystemTime;

use axum::response::{IntoResponse, Response};
use conditional_core::{ETag, LastModified, Resource};
use pin_project_lite::pin_project;

/// Marks a function that returns its value at once.
#[derive(Debug)]
pub struct Now;

/// Marks a function that returns a future.
#[derive(Debug)]
pub struct Later;

/// Marks a loader that cannot fail.
#[derive(Debug)]
pub struct Plain;

/// Marks a loader that returns a `Result`.
#[derive(Debug)]
pub struct Fallible;

/// What a validator function gives, once awaited: the value, an `Option` or a `Result` of it.
pub trait Outcome<V> {
    /// The validator; `None` where there is nothing; the error's response.
    fn into_result(self) -> Result<Option<V>, Response>;
}

/// A type that *is* the validator `V`, in other clothes.
pub trait Value<V> {
    /// The validator.
    fn into_validator(self) -> V;
}

macro_rules! values {
    ($($(#[$meta:meta])* ($($generic:ident: $bound:path)?) $type:ty => $validator:ty),* $(,)?) => {$(
        $(#[$meta])*
        impl$(<$generic: $bound>)? Value<$validator> for $type {
            #[inline]
            fn into_validator(self) -> $validator {
                self.into()
            }
        }

        $(#[$meta])*
        impl$(<$generic: $bound>)? Outcome<$validator> for $type {
            #[inline]
            fn into_result(self) -> Result<Option<$validator>, Response> {
                Ok(Some(self.into()))
            }
        }
    )*};
}

values! {
    () ETag => ETag,
    () LastModified => LastModified,
    () SystemTime => LastModified,
    #[cfg(feature = "chrono")]
    (Tz: chrono::TimeZone) chrono::DateTime<Tz> => LastModified,
    #[cfg(feature = "jiff")]
    () jiff::Timestamp => LastModified,
    #[cfg(feature = "time")]
    () time::OffsetDateTime => LastModified,
}

impl<V, T: Value<V>> Outcome<V> for Option<T> {
    #[inline]
    fn into_result(self) -> Result<Option<V>, Response> {
        Ok(self.map(T::into_validator))
    }
}

impl<V, T: Outcome<V>, E: IntoResponse> Outcome<V> for Result<T, E> {
    #[inline]
    fn into_result(self) -> Result<Option<V>, Response> {
        self.map_err(E::into_response)?.into_result()
    }
}

/// What a validator function returned, before it is awaited. `M` tells whether it must be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what this validator function may return",
    label = "must return `{V}`, `Option<{V}>`, or a `Result` of either",
    note = "the `{V}` function of a handler, `fn` or `async fn`, returns `{V}`, `Option<{V}>`, `Result<{V}, E>` or `Result<Option<{V}>, E>` with `E: IntoResponse`",
    note = "`None` says that there is nothing at this URL"
)]
pub trait Pending<V, M> {
    /// The future to await.
    type Settled: Future<Output = Result<Option<V>, Response>>;

    /// That future.
    fn settle(self) -> Self::Settled;
}

impl<V, T: Outcome<V>> Pending<V, Now> for T {
    type Settled = Ready<Result<Option<V>, Response>>;

    #[inline]
    fn settle(self) -> Self::Settled {
        ready(self.into_result())
    }
}

impl<V, F> Pending<V, Later> for F
where
    F: Future,
    F::Output: Outcome<V>,
{
    type Settled = SettleValidator<F, V>;

    #[inline]
    fn settle(self) -> Self::Settled {
        SettleValidator {
            future: self,
            validator: PhantomData,
        }
    }
}

/// The validator that a validator function's result settles to.
#[inline]
pub fn settle<V, P, M>(pending: P) -> P::Settled
where
    P: Pending<V, M>,
{
    pending.settle()
}

/// What a loader gives, once awaited: a resource, an `Option` or a `Result` of it.
pub trait Load<M> {
    /// The row, or the `Option` of it.
    type Loaded: Resource;

    /// The row; the error's response.
    fn into_result(self) -> Result<Self::Loaded, Response>;
}

impl<T: Resource> Load<Plain> for T {
    type Loaded = T;

    #[inline]
    fn into_result(self) -> Result<T, Response> {
        Ok(self)
    }
}

impl<T: Resource, E: IntoResponse> Load<Fallible> for Result<T, E> {
    type Loaded = T;

    #[inline]
    fn into_result(self) -> Result<T, Response> {
        self.map_err(E::into_response)
    }
}

/// What a loader returned, before it is awaited. `M` tells whether it must be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what a `resource` function may return",
    label = "must return `T`, `Option<T>`, or a `Result` of either, with `T: Resource`",
    note = "a `resource` function, `fn` or `async fn`, returns `T`, `Option<T>`, `Result<T, E>` or `Result<Option<T>, E>` with `T: Resource` and `E: IntoResponse`",
    note = "make the row a resource with `#[derive(Resource)]` and `#[etag]` on its version field"
)]
pub trait PendingLoad<M> {
    /// The row, or the `Option` of it.
    type Loaded: Resource;
    /// The future to await.
    type Settled: Future<Output = Result<Self::Loaded, Response>>;

    /// That future.
    fn settle(self) -> Self::Settled;
}

impl<T: Load<M>, M> PendingLoad<(Now, M)> for T {
    type Loaded = T::Loaded;
    type Settled = Ready<Result<T::Loaded, Response>>;

    #[inline]
    fn settle(self) -> Self::Settled {
        ready(self.into_result())
    }
}

impl<F, M> PendingLoad<(Later, M)> for F
where
    F: Future,
    F::Output: Load<M>,
{
    type Loaded = <F::Output as Load<M>>::Loaded;
    type Settled = SettleLoad<F, M>;

    #[inline]
    fn settle(self) -> Self::Settled {
        SettleLoad {
            future: self,
            marker: PhantomData,
        }
    }
}

/// The row that a loader's result settles to.
#[inline]
pub fn settle_load<P, M>(pending: P) -> P::Settled
where
    P: PendingLoad<M>,
{
    pending.settle()
}

pin_project! {
    /// The future of an async validator function, giving its settled outcome.
    #[derive(Debug)]
    pub struct SettleValidator<F, V> {
        #[pin]
        future: F,
        validator: PhantomData<fn() -> V>,
    }
}

impl<F, V> Future for SettleValidator<F, V>
where
    F: Future,
    F::Output: Outcome<V>,
{
    type Output = Result<Option<V>, Response>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.project()
            .future
            .poll(context)
            .map(Outcome::into_result)
    }
}

pin_project! {
    /// The future of an async loader, giving its settled outcome.
    #[derive(Debug)]
    pub struct SettleLoad<F, M> {
        #[pin]
        future: F,
        marker: PhantomData<fn() -> M>,
    }
}

impl<F, M> Future for SettleLoad<F, M>
where
    F: Future,
    F::Output: Load<M>,
{
    type Output = Result<<F::Output as Load<M>>::Loaded, Response>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().future.poll(context).map(Load::into_result)
    }
}
