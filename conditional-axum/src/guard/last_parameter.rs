//! The wrapper's last argument, which takes the whole request.
//!
//! axum gives the whole request to the last argument alone, so that is where the conditional fields
//! are read from, borrowed, and where a body waits until they are decided. Which of the three a
//! handler gets is read off its last parameter by the macro.

use std::convert::Infallible;
use std::fmt;
use std::future::{Future, ready};
use std::marker::PhantomData;
use std::pin::Pin;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{Uri, Version};
use axum::response::{IntoResponse, Response};

use super::head::Head;

/// For a handler without parameters, or whose last one must stay in sight of `#[debug_handler]`.
#[derive(Debug)]
pub struct Alone {
    head: Head,
}

impl Alone {
    /// The request's head.
    #[inline]
    #[must_use]
    pub fn open(self) -> Head {
        self.head
    }
}

impl<S: Send + Sync> FromRequest<S> for Alone {
    type Rejection = Infallible;

    // Not an `async fn`: its future would carry the whole request.
    #[inline]
    fn from_request(
        request: Request,
        _state: &S,
    ) -> impl Future<Output = Result<Self, Infallible>> {
        let (parts, _body) = request.into_parts();
        ready(Ok(Self {
            head: Head::of(parts),
        }))
    }
}

/// Marks a last extractor that needs no body.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "private: only inferred")]
pub struct ViaParts;

/// Marks a last extractor that consumes the request.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "private: only inferred")]
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
            head: Head::of(parts),
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
        let head = Head::kept(&request);
        let value = T::from_request(request, state).await?;
        Ok(Self { head, value })
    }
}

/// For a last parameter that reads the body: it waits until the preconditions hold.
pub struct Deferred<T> {
    head: Head,
    body: Body<T>,
}

impl<T> Deferred<T> {
    /// The request's head, and the rest of the request with how to extract it.
    #[inline]
    pub fn open(self) -> (Head, Body<T>) {
        (self.head, self.body)
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
        let (mut parts, body) = request.into_parts();
        let (uri, version) = (std::mem::take(&mut parts.uri), parts.version);
        let body = Body {
            uri,
            version,
            content: body,
            extract,
        };
        Ok(Self {
            head: Head::of(parts),
            body,
        })
    }
}

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, Response>> + Send>>;
type Extract<T> = Box<dyn FnOnce(Request) -> Extraction<T> + Send>;

/// A body that was not read yet.
pub struct Body<T> {
    uri: Uri,
    version: Version,
    content: axum::body::Body,
    extract: Extract<T>,
}

impl<T> Body<T> {
    /// Puts the request together again and reads it.
    ///
    /// # Errors
    ///
    /// The response of the extractor's rejection.
    #[inline]
    pub async fn read(self, head: Head) -> Result<T, Response> {
        let mut request = Request::new(self.content);
        *request.method_mut() = head.method;
        *request.uri_mut() = self.uri;
        *request.version_mut() = self.version;
        *request.headers_mut() = head.headers;
        *request.extensions_mut() = head.extensions;
        (self.extract)(request).await
    }
}

impl<T> fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deferred")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Body<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").finish_non_exhaustive()
    }
}
