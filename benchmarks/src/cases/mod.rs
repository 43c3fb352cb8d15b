//! Routers of one route, side by side: by hand, and guarded.

mod layers;
mod ordinary;
mod smallest;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use axum::routing::MethodRouter;
use conditional_axum::LastModified;

pub use ordinary::call_handlers;
pub use smallest::served;

const TAG: &str = "\"0123456789abcdef0123456789abcdef\"";
const DATE: &str = "Fri, 14 Aug 2026 10:00:00 GMT";

fn date() -> LastModified {
    LastModified::from_unix_seconds(1_786_701_600)
}

/// One thing to measure.
#[derive(Debug)]
pub struct Case {
    pub name: &'static str,
    pub app: Router,
    method: Method,
    fields: HeaderMap,
    content: &'static str,
}

/// All cases.
#[must_use]
pub fn all() -> Vec<Case> {
    [smallest::all(), ordinary::all(), layers::all()]
        .into_iter()
        .flatten()
        .collect()
}

impl Case {
    fn new<S: Clone + Send + Sync + 'static>(
        name: &'static str,
        method: Method,
        route: MethodRouter<S>,
        state: S,
    ) -> Self {
        Self {
            name,
            app: Router::new().route("/entry", route).with_state(state),
            method,
            fields: HeaderMap::new(),
            content: "",
        }
    }

    fn fields(mut self, fields: &[(HeaderName, &'static str)]) -> Self {
        for (name, value) in fields {
            self.fields
                .insert(name.clone(), HeaderValue::from_static(value));
        }
        self
    }

    fn content(mut self, content: &'static str) -> Self {
        self.content = content;
        self
    }

    /// The request. Nothing in it but the fields is allocated.
    #[must_use]
    pub fn request(&self) -> Request<Body> {
        let mut request = Request::new(Body::empty());
        if !self.content.is_empty() {
            *request.body_mut() = Body::from(self.content);
        }
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = Uri::from_static("/entry");
        for (name, value) in &self.fields {
            request.headers_mut().insert(name, value.clone());
        }
        request
    }
}
