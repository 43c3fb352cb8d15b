//! Requests over TLS.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{Request, Response};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use rustls::ClientConfig;
use rustls::crypto::ring;

use crate::http_transport::clients::Clients;
use crate::http_transport::trust::Trust;
use crate::transport::Unreachable;

type TlsClients = Clients<HttpsConnector<HttpConnector>>;

#[derive(Clone)]
pub(super) struct Tls {
    http2: bool,
    trust: Trust,
    /// Made for the first request: to read all certificates of the system takes time.
    clients: OnceLock<Result<TlsClients, Unreachable>>,
}

impl Tls {
    pub(super) fn new(http2: bool) -> Self {
        Self {
            http2,
            trust: Trust::System,
            clients: OnceLock::new(),
        }
    }

    pub(super) fn with_trust(self, trust: Trust) -> Self {
        Self {
            trust,
            ..Self::new(self.http2)
        }
    }

    pub(super) async fn answer(
        &self,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, Unreachable> {
        let clients = self.clients.get_or_init(|| self.clients());
        clients
            .as_ref()
            .map_err(Clone::clone)?
            .answer(request)
            .await
    }

    fn clients(&self) -> Result<TlsClients, Unreachable> {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        let connector = HttpsConnector::from((http, self.config()?));
        Ok(Clients::new(connector, self.http2))
    }

    /// One version of HTTP is asked for, so that the server cannot choose (RFC 7301 §3.2).
    fn config(&self) -> Result<ClientConfig, Unreachable> {
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider));
        let builder = builder
            .with_safe_default_protocol_versions()
            .map_err(|error| Unreachable::new(error.to_string()))?;
        let mut config = self.trust.verify(builder, provider)?.with_no_client_auth();
        let version = if self.http2 { "h2" } else { "http/1.1" };
        config.alpn_protocols = vec![version.into()];
        Ok(config)
    }
}
