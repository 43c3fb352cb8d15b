//! A guarded page behind TLS.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use axum::serve::Listener;
use conditional_axum::{ETag, LastModified, condition};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::server::TlsStream;

use crate::certificates::Identity;

/// The rule that axum 0.8 breaks over HTTP/2: its 304 has `content-length: 0`.
pub(crate) const AXUM_OVER_HTTP_2: &str = "not-modified/content-length";

/// Listens on a free port until it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    /// Speaks HTTP/1.1 and HTTP/2.
    pub(crate) async fn start(identity: Identity) -> Self {
        Self::speaking(identity, &["h2", "http/1.1"]).await
    }

    pub(crate) async fn speaking(identity: Identity, versions: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let tls = TlsAcceptor::from(Arc::new(config(identity, versions)));
        let app = Router::new().route("/entry", get(entry));
        let task = tokio::spawn(async move {
            drop(axum::serve(TlsListener { listener, tls }, app).await);
        });
        Self { address, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}/entry", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[condition(etag = tag, last_modified = modified)]
async fn entry() -> &'static str {
    "an entry"
}

fn tag() -> ETag {
    ETag::from(7)
}

fn modified() -> LastModified {
    LastModified::from_unix_seconds(784_111_777)
}

fn config(identity: Identity, versions: &[&str]) -> ServerConfig {
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let mut config = builder
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![identity.certificate], identity.key)
        .unwrap();
    config.alpn_protocols = versions.iter().map(|name| (*name).into()).collect();
    config
}

struct TlsListener {
    listener: TcpListener,
    tls: TlsAcceptor,
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    /// Whoever does not like the certificate hangs up.
    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.listener.accept().await.unwrap();
            if let Ok(stream) = self.tls.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}
