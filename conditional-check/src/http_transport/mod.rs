//! Asking a server over HTTP.

mod clients;
mod errors;
#[cfg(feature = "https")]
mod tls;
#[cfg(feature = "https")]
mod trust;

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{Request, Response};
use hyper_util::client::legacy::connect::HttpConnector;

use self::clients::Clients;
#[cfg(feature = "https")]
use self::tls::Tls;
#[cfg(feature = "https")]
pub use self::trust::InvalidCertificates;
#[cfg(feature = "https")]
use self::trust::Trust;
use crate::transport::{BoxFuture, Transport, Unreachable};

/// A client for `http://` URLs, on tokio, and for `https://` URLs with the feature `https`.
///
/// ```
/// use std::time::Duration;
///
/// use conditional_check::{Check, HttpTransport};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// // Port 9 discards what comes, where anybody listens at all.
/// for client in [HttpTransport::new(), HttpTransport::http2()] {
///     let client = client.with_timeout(Duration::from_secs(5));
///     let report = Check::new(client, "http://127.0.0.1:9/entries/1").await;
///     assert!(!report.passed());
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct HttpTransport {
    plain: Clients<HttpConnector>,
    #[cfg(feature = "https")]
    tls: Tls,
    timeout: Duration,
}

impl HttpTransport {
    /// Speaks HTTP/1.1, and gives each request 30 seconds.
    #[must_use]
    pub fn new() -> Self {
        Self::speaking(false)
    }

    /// Speaks HTTP/2 from the first octet (RFC 9113 §3.3), as a server without TLS must be told; with TLS the
    /// handshake asks for it.
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

    /// Trusts the authorities with these certificates, in PEM form, and no others. Without it, those are trusted that
    /// the operating system trusts.
    ///
    /// # Errors
    ///
    /// [`InvalidCertificates`] where there is no certificate, or one that cannot be read.
    ///
    /// ```
    /// use conditional_check::HttpTransport;
    ///
    /// let error = HttpTransport::new().with_root_certificates(b"-----BEGIN").unwrap_err();
    /// assert_eq!(error.to_string(), "no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    /// ```
    #[cfg(feature = "https")]
    #[cfg_attr(docsrs, doc(cfg(feature = "https")))]
    pub fn with_root_certificates(mut self, pem: &[u8]) -> Result<Self, InvalidCertificates> {
        self.tls = self.tls.with_trust(Trust::authorities(pem)?);
        Ok(self)
    }

    /// Asks an `https://` server whatever certificate it shows: anybody on the way could answer for it.
    ///
    /// ```
    /// use conditional_check::HttpTransport;
    ///
    /// let client = HttpTransport::http2().with_any_certificate();
    /// # drop(client);
    /// ```
    #[cfg(feature = "https")]
    #[cfg_attr(docsrs, doc(cfg(feature = "https")))]
    #[must_use]
    pub fn with_any_certificate(mut self) -> Self {
        self.tls = self.tls.with_trust(Trust::Anybody);
        self
    }

    fn speaking(http2: bool) -> Self {
        Self {
            plain: Clients::new(HttpConnector::new(), http2),
            #[cfg(feature = "https")]
            tls: Tls::new(http2),
            timeout: Duration::from_secs(30),
        }
    }

    async fn answer(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Unreachable> {
        match request.uri().scheme_str() {
            Some("http") => self.plain.answer(request).await,
            #[cfg(feature = "https")]
            Some("https") => self.tls.answer(request).await,
            _ => Err(Unreachable::new(SCHEMES)),
        }
    }
}

#[cfg(feature = "https")]
const SCHEMES: &str = "the URL has to begin with `http://` or `https://`";
#[cfg(not(feature = "https"))]
const SCHEMES: &str = "the URL has to begin with `http://`: for `https://` install this with `--features https`, \
    or ask the server itself, before any TLS";

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
