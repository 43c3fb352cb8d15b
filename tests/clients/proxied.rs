//! An application behind another server, and requests to it from in front.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use conditional_tests::{Call, Reply, Server};
use http::header;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::app::PAGE;
use crate::daemon::{Daemon, Kind};

/// No answer takes so long; one that never comes shall not hold up everything else.
const PATIENCE: Duration = Duration::from_secs(30);

/// Both are ended when this is dropped, the one in front first.
#[derive(Debug)]
pub(crate) struct Proxied {
    front: Daemon,
    _server: Server,
}

impl Proxied {
    /// Starts both.
    pub(crate) fn start(kind: &Kind, app: Router) -> Self {
        let server = Server::start(app);
        let upstream = server.address();
        Self {
            front: Daemon::start(kind, upstream),
            _server: server,
        }
    }

    /// Reads one of the application's pages.
    pub(crate) async fn get(&self, path: &str, fields: &[(&'static str, &str)]) -> Reply {
        self.send(Call::get(path).headers(fields)).await
    }

    /// Writes [`PAGE`].
    pub(crate) async fn put(&self, fields: &[(&'static str, &str)]) -> Reply {
        let call = Call::put(PAGE).headers(fields);
        self.send(call.body("a new text")).await
    }

    async fn send(&self, call: Call) -> Reply {
        let reply = tokio::time::timeout(PATIENCE, self.exchange(call)).await;
        reply.unwrap()
    }

    async fn exchange(&self, call: Call) -> Reply {
        let host = self.front.address.to_string();
        let request = call.header(header::HOST, host).into_request();
        let stream = TcpStream::connect(self.front.address).await.unwrap();
        let (mut client, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let response = client.send_request(request).await.unwrap();
        Reply::collect(response.map(Body::new)).await
    }
}
