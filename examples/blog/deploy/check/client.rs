//! A client with one connection, which it opens again when it is lost. No request is sent twice.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::request::Builder;
use axum::http::{HeaderValue, Response, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// A client of the program at one address.
#[derive(Debug)]
pub(crate) struct Client {
    address: SocketAddr,
    connection: Option<SendRequest<Full<Bytes>>>,
}

/// There was no answer, or only half of one.
#[derive(Debug)]
pub(crate) struct Lost;

/// No server is given longer than this for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

impl Client {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self {
            address,
            connection: None,
        }
    }

    /// Sends one request, at most once, and waits for the whole answer.
    pub(crate) async fn send(
        &mut self,
        request: Builder,
        body: impl Into<Bytes>,
    ) -> Result<Response<Bytes>, Lost> {
        let host = HeaderValue::try_from(self.address.to_string()).unwrap();
        let request = request.header(header::HOST, host);
        let request = request.body(Full::new(body.into())).unwrap();
        let answer = timeout(PATIENCE, async {
            let mut connection = self.connection().await.ok()?;
            let answer = connection.send_request(request).await.ok()?;
            let (parts, body) = answer.into_parts();
            let body = body.collect().await.ok()?.to_bytes();
            Some((connection, Response::from_parts(parts, body)))
        });
        let Ok(Some((connection, answer))) = answer.await else {
            // Nobody is there yet: that is no reason to ask a thousand times a second.
            sleep(Duration::from_millis(20)).await;
            return Err(Lost);
        };
        self.connection = Some(connection);
        Ok(answer)
    }

    /// The connection that is open, or else a new one.
    async fn connection(&mut self) -> Result<SendRequest<Full<Bytes>>, hyper::Error> {
        if let Some(mut idle) = self.connection.take()
            && idle.ready().await.is_ok()
        {
            return Ok(idle);
        }
        let stream = loop {
            if let Ok(stream) = TcpStream::connect(self.address).await {
                break stream;
            }
            sleep(Duration::from_millis(20)).await;
        };
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }
}
