//! Requests over connections of one kind, and whole answers.

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper_util::client::legacy::connect::Connect;
use hyper_util::client::legacy::{self as client, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::http_transport::errors::unreachable;
use crate::transport::Unreachable;

/// No answer may be longer.
const LONGEST: usize = 64 * 1024 * 1024;

#[derive(Clone)]
pub(super) struct Clients<C> {
    /// Keeps its connections.
    kept: Client<C, Full<Bytes>>,
    /// Opens one for each request.
    fresh: Client<C, Full<Bytes>>,
    http2: bool,
}

impl<C: Connect + Clone + Send + Sync + 'static> Clients<C> {
    pub(super) fn new(connector: C, http2: bool) -> Self {
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_timer(TokioTimer::new()).http2_only(http2);
        Self {
            kept: builder.build(connector.clone()),
            fresh: builder.pool_max_idle_per_host(0).build(connector),
            http2,
        }
    }

    /// A server may close a kept connection at any moment, and so just when a request is on its way. What is safe
    /// is asked again then (RFC 9112 §9.3.1); what writes gets a connection of its own, since it must not arrive twice.
    pub(super) async fn answer(
        &self,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, Unreachable> {
        let request = request.map(Full::new);
        if !request.method().is_safe() {
            return self.whole(self.fresh.request(request).await).await;
        }
        match self.whole(self.kept.request(request.clone()).await).await {
            Ok(answer) => Ok(answer),
            Err(_) => self.whole(self.fresh.request(request).await).await,
        }
    }

    /// The answer with all of its content.
    async fn whole(
        &self,
        response: Result<Response<Incoming>, client::Error>,
    ) -> Result<Response<Bytes>, Unreachable> {
        let response = response.map_err(|error| self.unreachable(&error))?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, LONGEST).collect().await;
        let body = body.map_err(|error| unreachable(&*error))?;
        Ok(Response::from_parts(parts, body.to_bytes()))
    }

    /// A server without HTTP/2 does not say so: it hangs up, or answers what is no frame.
    fn unreachable(&self, error: &client::Error) -> Unreachable {
        let reason = unreachable(error);
        if self.http2 && !error.is_connect() {
            return Unreachable::new(format!("{reason}: does the server speak HTTP/2?"));
        }
        reason
    }
}
