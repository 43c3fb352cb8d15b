//! An application behind nginx, and requests to it from in front.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use conditional_tests::{Call, Reply, Server};
use http::header;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::nginx::Nginx;

/// Both are ended when this is dropped, nginx first.
#[derive(Debug)]
pub(crate) struct Proxied {
    nginx: Nginx,
    _server: Server,
}

impl Proxied {
    /// `None` where there is no nginx.
    pub(crate) async fn start(app: Router) -> Option<Self> {
        let server = Server::start(app);
        let address = address(&server).await;
        Some(Self {
            nginx: Nginx::before(address)?,
            _server: server,
        })
    }

    /// Reads the page.
    pub(crate) async fn get(&self, fields: &[(&'static str, &str)]) -> Reply {
        self.send(Call::get("/page").headers(fields)).await
    }

    /// Reads the page through nginx's cache.
    pub(crate) async fn get_cached(&self, fields: &[(&'static str, &str)]) -> Reply {
        self.send(Call::get("/cached/page").headers(fields)).await
    }

    /// Writes the page.
    pub(crate) async fn put(&self, fields: &[(&'static str, &str)]) -> Reply {
        let call = Call::put("/page").headers(fields);
        self.send(call.body("a new text")).await
    }

    async fn send(&self, call: Call) -> Reply {
        let host = self.nginx.address.to_string();
        let request = call.header(header::HOST, host).into_request();
        let stream = TcpStream::connect(self.nginx.address).await.unwrap();
        let (mut client, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let response = client.send_request(request).await.unwrap();
        Reply::collect(response.map(Body::new)).await
    }
}

async fn address(server: &Server) -> SocketAddr {
    server.connect().await.peer_addr().unwrap()
}
