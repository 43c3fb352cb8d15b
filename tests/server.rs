//! [`Server`]: an application behind a real socket.

use std::net::SocketAddr;

use axum::Router;
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;

/// An application that listens on a free port, over HTTP/1 and HTTP/2, until this is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    task: JoinHandle<()>,
}

/// Small buffers in the kernel, so that little is under way that nobody read.
const BUFFER: u32 = 16 * 1024;

impl Server {
    /// Starts it.
    #[must_use]
    pub fn start(app: Router) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(BUFFER).expect("a buffer size");
        socket
            .bind(SocketAddr::from(([127, 0, 0, 1], 0)))
            .expect("a free port");
        let listener = socket.listen(64).expect("a listener");
        let address = listener.local_addr().expect("an address");
        // The result goes unread: axum 0.8 never gives an error here, and the next version has no result.
        let task = tokio::spawn(async move { drop(axum::serve(listener, app).await) });
        Self { address, task }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A connection to it.
    pub async fn connect(&self) -> TcpStream {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_send_buffer_size(BUFFER).expect("a buffer size");
        socket.connect(self.address).await.expect("a connection")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
