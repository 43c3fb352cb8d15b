//! The wrapper's last parameter, which takes the whole request.
//!
//! axum gives the whole request to the last parameter alone, so that is where the conditional fields
//! are read from, and where a body waits until they are decided. Whether the handler's own last
//! parameter waits is told by its type: what implements `FromRequestParts` is extracted at once, so
//! that an extractor that authenticates protects the tag too; what implements `FromRequest` is kept
//! with the request. The compiler infers which of the two applies.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Uri, Version};
use axum::response::{IntoResponse, Response};

use crate::guard::arguments::Slot;
use crate::guard::extraction::{self, Extraction, Reading};
use crate::guard::head::Head;

/// The handler's last parameter `T` and what `extract(…)` names, `E`, a tuple.
#[expect(
    clippy::exhaustive_structs,
    reason = "private: only generated code takes it apart"
)]
pub struct Last<T, E = ()> {
    /// The head of the request. It stays here: a move would cost the wrapper as much room again.
    pub head: Head,
    /// The last parameter.
    pub inside: Inside<T>,
    /// What `extract(…)` names.
    pub extra: E,
}

/// As [`Last`], for a parameter marked `#[body]`: it waits whatever its type is.
#[expect(
    clippy::exhaustive_structs,
    reason = "private: only generated code takes it apart"
)]
pub struct Deferred<T, E = ()>(pub Last<T, E>);

/// Stands for the parameters of a handler that has none.
///
/// There the compiler tells the type of the parameter that it misses: where `#[debug_handler]` above the
/// attribute calls the handler as it was written, and where somebody calls it as a function. So the
/// name is the advice.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "private: only named")]
pub struct CalledByTheRouterSoDebugHandlerGoesBelow;

/// Marks a last parameter that is extracted at once.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "private: only inferred")]
pub struct ViaParts;

/// Marks a last parameter that waits with the request.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "private: only inferred")]
pub struct ViaRequest;

/// Marks a deferred parameter; `M` is the extractor's own marker.
#[derive(Debug)]
pub struct ViaBody<M>(PhantomData<M>);

impl<S: Sync> FromRequestParts<S> for CalledByTheRouterSoDebugHandlerGoesBelow {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

impl<S, T, E> FromRequest<S, ViaParts> for Last<T, E>
where
    S: Send + Sync,
    T: FromRequestParts<S> + Send,
    E: FromRequestParts<S>,
{
    type Rejection = Response;

    // Not an `async fn`: its future would carry the request twice, whole and in parts.
    fn from_request(
        request: Request,
        state: &S,
    ) -> impl Future<Output = Result<Self, Response>> + Send {
        let (mut parts, content) = request.into_parts();
        async move {
            let value = T::from_request_parts(&mut parts, state)
                .await
                .map_err(IntoResponse::into_response)?;
            let extra = E::from_request_parts(&mut parts, state)
                .await
                .map_err(IntoResponse::into_response)?;
            // Taken apart where they are: to hand them over would move all of them once more.
            let Parts {
                method,
                headers,
                extensions,
                ..
            } = parts;
            Ok(Self {
                head: Head {
                    method,
                    headers,
                    extensions,
                    content: Some(content),
                },
                inside: Inside::Read(value),
                extra,
            })
        }
    }
}

impl<S, T, E> FromRequest<S, ViaRequest> for Last<T, E>
where
    S: Clone + Send + Sync + 'static,
    T: FromRequest<S> + 'static,
    E: FromRequestParts<S>,
{
    type Rejection = Response;

    fn from_request(
        request: Request,
        state: &S,
    ) -> impl Future<Output = Result<Self, Response>> + Send {
        wait(request, state)
    }
}

impl<S, T, E, M> FromRequest<S, ViaBody<M>> for Deferred<T, E>
where
    S: Clone + Send + Sync + 'static,
    T: FromRequest<S, M> + 'static,
    E: FromRequestParts<S>,
    M: 'static,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        wait(request, state).await.map(Self)
    }
}

/// Keeps the request, with how to extract `T` from it.
fn wait<S, T, E, M>(
    request: Request,
    state: &S,
) -> impl Future<Output = Result<Last<T, E>, Response>> + Send
where
    S: Clone + Send + Sync + 'static,
    T: FromRequest<S, M> + 'static,
    E: FromRequestParts<S>,
    M: 'static,
{
    let (mut parts, content) = request.into_parts();
    async move {
        let extra = E::from_request_parts(&mut parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let Parts {
            method,
            uri,
            version,
            headers,
            extensions,
            ..
        } = parts;
        Ok(Last {
            inside: Inside::Waits(extraction(uri, version, state.clone())),
            head: Head {
                method,
                headers,
                extensions,
                content: Some(content),
            },
            extra,
        })
    }
}

fn extraction<S, T, M>(uri: Uri, version: Version, state: S) -> Extraction<T>
where
    S: Send + Sync + 'static,
    T: FromRequest<S, M> + 'static,
    M: 'static,
{
    extraction::waiting(move |head: Head| async move {
        T::from_request(head.into_request(uri, version), &state)
            .await
            .map_err(IntoResponse::into_response)
    })
}

/// The handler's last parameter, extracted already or still waiting.
#[expect(
    clippy::exhaustive_enums,
    reason = "private: only generated code has it"
)]
pub enum Inside<T> {
    /// Extracted.
    Read(T),
    /// To be extracted from the request of this head.
    Waits(Extraction<T>),
}

impl<T> Inside<T> {
    /// Whether it waits.
    pub fn waits(&self) -> bool {
        matches!(self, Self::Waits(_))
    }

    /// For a function that takes it: the value, where it is there.
    pub fn slot(&self) -> Slot<'_, T> {
        Slot(match self {
            Self::Read(value) => Some(value),
            Self::Waits(_) => None,
        })
    }

    /// The value, or the response of the extractor's rejection: once the preconditions hold, or of a
    /// head that is [lent](Head::lend), before the decision, because a function takes it.
    // Not an `async fn`: its future would carry the head.
    pub fn read(self, head: Head) -> Reading<T> {
        match self {
            Self::Read(value) => Reading::Done(Some(value)),
            Self::Waits(mut extraction) => {
                extraction.as_mut().begin(head);
                Reading::Runs(extraction)
            }
        }
    }
}

impl<T, E> fmt::Debug for Last<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Last")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

impl<T, E> fmt::Debug for Deferred<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Deferred").field(&self.0).finish()
    }
}

impl<T> fmt::Debug for Inside<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read(_) => "Read",
            Self::Waits(_) => "Waits",
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[test]
    fn the_debug_output_tells_the_head_and_whether_the_parameter_waits() {
        let (parts, ()) = Request::put("/page").body(()).unwrap().into_parts();
        let head = Head {
            method: parts.method,
            headers: parts.headers,
            extensions: parts.extensions,
            content: None,
        };
        let inside = Inside::Read("value");
        let waits = extraction::<_, String, _>(parts.uri, parts.version, ());
        assert_eq!(format!("{inside:?}"), "Read");
        assert_eq!(format!("{:?}", Inside::Waits(waits)), "Waits");
        let last = Last {
            head,
            inside,
            extra: (),
        };
        let told = format!("{last:?}");
        assert!(
            told.starts_with("Last { head: Head { method: PUT"),
            "{told}"
        );
        let deferred = format!("{:?}", Deferred(last));
        assert_eq!(deferred, format!("Deferred({told})"));
    }
}
