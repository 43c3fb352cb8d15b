//! [`Call`]: one request.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use conditional_axum::GuardSettings;
use http::{HeaderName, HeaderValue, Method, header};
use tower::ServiceExt as _;

use crate::Reply;

/// A request that is being built, to be sent through a router.
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call {
    request: Request,
}

impl Call {
    /// A request without header fields and body.
    pub fn new(method: &str, uri: &str) -> Self {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let request = Request::builder().method(method).uri(uri);
        Self {
            request: request.body(Body::empty()).expect("a request"),
        }
    }

    /// `GET`.
    pub fn get(uri: &str) -> Self {
        Self::new("GET", uri)
    }

    /// `HEAD`.
    pub fn head(uri: &str) -> Self {
        Self::new("HEAD", uri)
    }

    /// `PUT`.
    pub fn put(uri: &str) -> Self {
        Self::new("PUT", uri)
    }

    /// `PATCH`.
    pub fn patch(uri: &str) -> Self {
        Self::new("PATCH", uri)
    }

    /// `DELETE`.
    pub fn delete(uri: &str) -> Self {
        Self::new("DELETE", uri)
    }

    /// `POST`.
    pub fn post(uri: &str) -> Self {
        Self::new("POST", uri)
    }

    /// Adds a field line. Several lines of one name stay several.
    pub fn header(mut self, name: impl Into<HeaderName>, value: impl AsRef<[u8]>) -> Self {
        let value = HeaderValue::from_bytes(value.as_ref()).expect("a field value");
        self.request.headers_mut().append(name.into(), value);
        self
    }

    /// Adds field lines from a table.
    pub fn headers(mut self, lines: &[(&'static str, &str)]) -> Self {
        for (name, value) in lines {
            self = self.header(HeaderName::from_static(name), value);
        }
        self
    }

    /// Adds `If-Match`.
    pub fn if_match(self, tags: &str) -> Self {
        self.header(header::IF_MATCH, tags)
    }

    /// Adds `If-None-Match`.
    pub fn if_none_match(self, tags: &str) -> Self {
        self.header(header::IF_NONE_MATCH, tags)
    }

    /// Adds `If-Modified-Since`.
    pub fn if_modified_since(self, date: &str) -> Self {
        self.header(header::IF_MODIFIED_SINCE, date)
    }

    /// Adds `If-Unmodified-Since`.
    pub fn if_unmodified_since(self, date: &str) -> Self {
        self.header(header::IF_UNMODIFIED_SINCE, date)
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        *self.request.body_mut() = body.into();
        self
    }

    /// Sets a body that tells who reads it. A guard that refuses the request does not read it away.
    pub fn watched(self, body: Body) -> Self {
        self.extension(GuardSettings::new().refused_upload(0))
            .body(body)
    }

    /// Sets the body, to be read as JSON.
    pub fn json(self, body: impl Into<Body>) -> Self {
        self.header(header::CONTENT_TYPE, "application/json")
            .body(body)
    }

    /// Puts a value into the request's extensions, as a layer would.
    pub fn extension<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.request.extensions_mut().insert(value);
        self
    }

    /// The finished request.
    #[must_use]
    pub fn into_request(self) -> Request {
        self.request
    }

    /// Sends it and collects the answer.
    pub async fn send(self, app: &Router) -> Reply {
        let Ok(response) = app.clone().oneshot(self.request).await;
        Reply::collect(response).await
    }
}
