//! The wrapper's last argument, which takes the whole request.
//!
//! axum gives the whole request to the last argument alone, so that is where the conditional fields
//! are read from, borrowed, and where a body waits until they are decided. Which of the three a
//! handler gets is read off its last parameter by the macro.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::decide::Guard;
use super::head::Head;
use crate::Preconditions;

/// For a handler without parameters, or whose last one must stay in sight of `#[debug_handler]`.
#[derive(Debug)]
pub struct Alone {
    head: Head,
}

impl Alone {
    /// The request's head.
    #[inline]
    pub fn open(self) -> Head {
        self.head
    }
}

impl<S: Send + Sync> FromRequest<S> for Alone {
    type Rejection = Infallible;

    #[inline]
    async fn from_request(request: Request, _state: &S) -> Result<Self, Infallible> {
        let (parts, _body) = request.into_parts();
        Ok(Self {
            head: Head::Parts(parts),
        })
    }
}

/// Marks a last extractor that needs no body.
#[derive(Debug)]
pub struct ViaParts;

/// Marks a last extractor that consumes the request.
#[derive(Debug)]
pub struct ViaRequest;

/// For a last parameter that is extracted before the decision.
#[derive(Debug)]
pub struct Eager<T> {
    head: Head,
    value: T,
}

impl<T> Eager<T> {
    /// The request's head and the extracted value.
    #[inline]
    pub fn open(self) -> (Head, T) {
        (self.head, self.value)
    }
}

impl<S, T> FromRequest<S, ViaParts> for Eager<T>
where
    S: Send + Sync,
    T: FromRequestParts<S>,
{
    type Rejection = T::Rejection;

    #[inline]
    async fn from_request(request: Request, state: &S) -> Result<Self, T::Rejection> {
        let (mut parts, _body) = request.into_parts();
        let value = T::from_request_parts(&mut parts, state).await?;
        Ok(Self {
            head: Head::Parts(parts),
            value,
        })
    }
}

// An extractor of the whole request that the macro does not know by name: it consumes the request
// now, so the conditional fields are kept beside it.
impl<S, T> FromRequest<S, ViaRequest> for Eager<T>
where
    S: Send + Sync,
    T: FromRequest<S>,
{
    type Rejection = T::Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, T::Rejection> {
        let preconditions = Preconditions::of(request.method(), request.headers());
        let value = T::from_request(request, state).await?;
        Ok(Self {
            head: Head::Kept(preconditions),
            value,
        })
    }
}

/// For a last parameter that reads the body: it waits until the preconditions hold.
pub struct Deferred<T> {
    request: Request,
    body: Body<T>,
}

impl<T> Deferred<T> {
    /// The request's head, which still has the body, and how to extract it.
    #[inline]
    pub fn open(self) -> (Head, Body<T>) {
        (Head::Request(self.request), self.body)
    }
}

/// Marks the extraction of a deferred body; `M` is the extractor's own marker.
#[derive(Debug)]
pub struct ViaBody<M>(PhantomData<M>);

impl<S, T, M> FromRequest<S, ViaBody<M>> for Deferred<T>
where
    S: Clone + Send + Sync + 'static,
    T: FromRequest<S, M> + 'static,
    M: 'static,
{
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        let state = state.clone();
        let extract: Extract<T> = Box::new(move |request| {
            Box::pin(async move {
                T::from_request(request, &state)
                    .await
                    .map_err(IntoResponse::into_response)
            })
        });
        Ok(Self {
            request,
            body: Body { extract },
        })
    }
}

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, Response>> + Send>>;
type Extract<T> = Box<dyn FnOnce(Request) -> Extraction<T> + Send>;

/// A body that was not read yet.
pub struct Body<T> {
    extract: Extract<T>,
}

impl<T> Body<T> {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// The response of the extractor's rejection.
    #[inline]
    pub async fn read(self, guard: &mut Guard) -> Result<T, Response> {
        match guard.take_request() {
            Some(request) => (self.extract)(request).await,
            // `Deferred::open` gave the guard the request, and only this takes it.
            None => Err(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        }
    }
}

impl<T> fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deferred")
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Body<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").finish_non_exhaustive()
    }
}
