//! [`RefusalLayer`]: an application's own body for every 412 and 428.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use conditional_core::{ConditionalField, Decision, ETag};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use super::problem;

/// Why a request was refused, for the body of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    decision: Decision,
    etag: Option<ETag>,
}

impl Refusal {
    fn of(response: &Response) -> Option<Self> {
        let decision = *response.extensions().get::<Decision>()?;
        let refused = matches!(
            decision,
            Decision::PreconditionFailed(_) | Decision::PreconditionRequired
        );
        if !refused || decision.status() != Some(response.status()) {
            return None;
        }
        let etag = response
            .headers()
            .get(header::ETAG)
            .and_then(|value| value.try_into().ok());
        Some(Self { decision, etag })
    }

    /// What was decided.
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// 412 or 428.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.decision
            .status()
            .unwrap_or(StatusCode::PRECONDITION_FAILED)
    }

    /// The field that does not hold; none for a 428.
    #[must_use]
    pub fn field(&self) -> Option<ConditionalField> {
        self.decision.field()
    }

    /// The tag of what is there now, where it is known.
    #[must_use]
    pub fn etag(&self) -> Option<&ETag> {
        self.etag.as_ref()
    }

    /// One or two English sentences: what does not hold, and what the client should do.
    #[must_use]
    pub fn detail(&self) -> &'static str {
        problem::detail(self.decision)
    }
}

/// Replaces the body of every 412 and 428 of an application by one of its own shape.
///
/// Without it the body is a problem document (RFC 9457). Status, `ETag` and the headers that do not
/// describe the body stay as they are; the new body brings its own `Content-Type`. It replaces the
/// answers of the attributes, of [`Preconditions::check`](crate::Preconditions::check) and of
/// [`PreconditionFailed`](crate::PreconditionFailed), and no other.
///
/// # Example
///
/// ```
/// use axum::{Json, Router, body::{Body, to_bytes}, http::Request, routing::put};
/// use conditional_axum::{ETag, Refusal, RefusalLayer, etag};
/// use serde_json::json;
/// use tower::ServiceExt;
///
/// #[etag(|| ETag::from(7_u64))]
/// async fn save(_body: String) {}
///
/// fn own_shape(refusal: &Refusal) -> Json<serde_json::Value> {
///     Json(json!({ "error": { "code": refusal.decision().as_str(), "hint": refusal.detail() } }))
/// }
///
/// # #[tokio::main]
/// # async fn main() {
/// let app = Router::new().route("/", put(save)).layer(RefusalLayer::new(own_shape));
/// let stale = Request::put("/").header("if-match", "\"6\"").body(Body::empty()).unwrap();
///
/// let response = app.oneshot(stale).await.unwrap();
/// assert_eq!(response.status(), 412);
/// assert_eq!(response.headers()["etag"], "\"7\"");
/// assert_eq!(response.headers()["content-type"], "application/json");
/// let body = to_bytes(response.into_body(), 1024).await.unwrap();
/// assert!(body.starts_with(br#"{"error":{"code":"precondition_failed""#));
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RefusalLayer<F> {
    render: F,
}

impl<F> RefusalLayer<F> {
    /// Renders every refusal with this function.
    pub const fn new<R>(render: F) -> Self
    where
        F: Fn(&Refusal) -> R,
        R: IntoResponse,
    {
        Self { render }
    }
}

impl<S, F: Clone> Layer<S> for RefusalLayer<F> {
    type Service = Refusals<S, F>;

    fn layer(&self, inner: S) -> Self::Service {
        Refusals {
            inner,
            render: self.render.clone(),
        }
    }
}

/// The service of [`RefusalLayer`].
#[derive(Clone, Copy, Debug)]
pub struct Refusals<S, F> {
    inner: S,
    render: F,
}

impl<S, F, R, B> Service<Request<B>> for Refusals<S, F>
where
    S: Service<Request<B>, Response = Response>,
    F: Fn(&Refusal) -> R + Clone,
    R: IntoResponse,
{
    type Response = Response;
    type Error = S::Error;
    type Future = RefusalFuture<S::Future, F>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        RefusalFuture {
            inner: self.inner.call(request),
            render: self.render.clone(),
        }
    }
}

pin_project! {
    /// The future of [`Refusals`].
    #[derive(Debug)]
    pub struct RefusalFuture<T, F> {
        #[pin]
        inner: T,
        render: F,
    }
}

impl<T, E, F, R> Future for RefusalFuture<T, F>
where
    T: Future<Output = Result<Response, E>>,
    F: Fn(&Refusal) -> R,
    R: IntoResponse,
{
    type Output = Result<Response, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.inner.poll(context))?;
        Poll::Ready(Ok(match Refusal::of(&response) {
            Some(refusal) => replace(response, (this.render)(&refusal).into_response()),
            None => response,
        }))
    }
}

/// The new body with the old answer's status, headers and extensions.
fn replace(old: Response, new: Response) -> Response {
    let (mut parts, _problem) = old.into_parts();
    let (new, body) = new.into_parts();
    remove_content(&mut parts.headers);
    parts.headers.extend(new.headers);
    parts.extensions.extend(new.extensions);
    Response::from_parts(parts, body)
}

fn remove_content(headers: &mut HeaderMap) {
    for name in [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::CONTENT_LANGUAGE,
        header::CONTENT_ENCODING,
    ] {
        headers.remove(name);
    }
}
