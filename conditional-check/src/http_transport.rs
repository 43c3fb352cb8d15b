//! Asking a server over HTTP.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{Request, Response, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{self as client, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::transport::{BoxFuture, Transport, Unreachable};

/// No answer may be longer.
const LONGEST: usize = 64 * 1024 * 1024;

/// A client for `http://` URLs, on tokio.
///
/// ```
/// use std::time::Duration;
///
/// use conditional_check::{Check, HttpTransport};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let client = HttpTransport::new().with_timeout(Duration::from_secs(5));
/// // Port 9 discards what comes, where anybody listens at all.
/// let report = Check::new(client, "http://127.0.0.1:9/entries/1").await;
/// assert!(!report.passed());
/// # }
/// ```
#[derive(Clone)]
pub struct HttpTransport {
    /// Keeps its connections.
    client: Client<HttpConnector, Full<Bytes>>,
    /// Opens one for each request.
    fresh: Client<HttpConnector, Full<Bytes>>,
    timeout: Duration,
}

impl HttpTransport {
    /// Speaks HTTP/1.1, and gives each request 30 seconds.
    #[must_use]
    pub fn new() -> Self {
        Self::speaking(false)
    }

    /// Speaks HTTP/2 from the first octet (RFC 9113 §3.3), as a server without TLS must be told.
    #[must_use]
    pub fn http2() -> Self {
        Self::speaking(true)
    }

    /// The same with another time for each request.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    fn speaking(http2: bool) -> Self {
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_timer(TokioTimer::new()).http2_only(http2);
        Self {
            client: builder.build_http(),
            fresh: builder.pool_max_idle_per_host(0).build_http(),
            timeout: Duration::from_secs(30),
        }
    }

    /// A server may close a kept connection at any moment, and so just when a request is on its way. What is safe
    /// is asked again then (RFC 9112 §9.3.1); what writes gets a connection of its own, since it must not arrive twice.
    async fn answer(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Unreachable> {
        refuse_tls(request.uri())?;
        let request = request.map(Full::new);
        if !request.method().is_safe() {
            return whole(self.fresh.request(request).await).await;
        }
        match whole(self.client.request(request.clone()).await).await {
            Ok(answer) => Ok(answer),
            Err(_) => whole(self.fresh.request(request).await).await,
        }
    }
}

impl Default for HttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, Unreachable>> {
        Box::pin(async move {
            let answer = tokio::time::timeout(self.timeout, self.answer(request)).await;
            let late = |_| Unreachable::new(format!("no answer within {:?}", self.timeout));
            answer.map_err(late)?
        })
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// The answer with all of its content.
async fn whole(
    response: Result<Response<Incoming>, client::Error>,
) -> Result<Response<Bytes>, Unreachable> {
    let (parts, body) = response.map_err(|error| unreachable(&error))?.into_parts();
    let body = Limited::new(body, LONGEST).collect().await;
    let body = body.map_err(|error| unreachable(&*error))?;
    Ok(Response::from_parts(parts, body.to_bytes()))
}

fn refuse_tls(uri: &Uri) -> Result<(), Unreachable> {
    if uri.scheme_str() == Some("http") {
        return Ok(());
    }
    Err(Unreachable::new(
        "only `http://` URLs can be asked: point it at the server itself, before any TLS",
    ))
}

/// The error with its causes, which say what happened.
fn unreachable(error: &(dyn std::error::Error + 'static)) -> Unreachable {
    let mut causes = vec![error.to_string()];
    let mut error = error;
    while let Some(cause) = error.source() {
        causes.push(cause.to_string());
        error = cause;
    }
    Unreachable::new(causes.join(": "))
}
