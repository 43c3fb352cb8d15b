//! [`Proxied`]: an application behind another server, and requests to it from in front.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::header;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::Kind;
use super::daemon::Daemon;
use crate::{Call, Reply, Server};

/// No answer takes that long; one that never comes must not hold up everything else.
const PATIENCE: Duration = Duration::from_secs(30);

/// Both are ended when this is dropped, the one in front first.
#[derive(Debug)]
pub struct Proxied {
    front: Daemon,
    _server: Server,
}

impl Proxied {
    /// Starts both.
    #[must_use]
    pub fn start(kind: &Kind, app: Router) -> Self {
        let server = Server::start(app);
        let upstream = server.address();
        Self {
            front: Daemon::start(kind, upstream),
            _server: server,
        }
    }

    /// Reads one of the application's pages.
    pub async fn get(&self, path: &str, fields: &[(&'static str, &str)]) -> Reply {
        self.send(Call::get(path).headers(fields)).await
    }

    /// Sends a request over a connection of its own.
    pub async fn send(&self, call: Call) -> Reply {
        let reply = tokio::time::timeout(PATIENCE, self.exchange(call)).await;
        reply.expect("an answer in time")
    }

    async fn exchange(&self, call: Call) -> Reply {
        let host = self.front.address.to_string();
        let request = call.header(header::HOST, host).into_request();
        let stream = TcpStream::connect(self.front.address).await;
        let stream = stream.expect("a connection");
        let (mut client, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .expect("HTTP/1");
        tokio::spawn(connection);
        let response = client.send_request(request).await.expect("an answer");
        Reply::collect(response.map(Body::new)).await
    }
}
