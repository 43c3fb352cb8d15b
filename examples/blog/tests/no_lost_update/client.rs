//! A client with one connection, which it opens again when it is lost.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::http::{Request, Response, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;

/// One connection at a time, and no request is ever sent twice behind the caller's back.
///
/// That is why this is not one of the comfortable clients: those may repeat a request on a new
/// connection, and then nobody can say which of the two was acknowledged.
#[derive(Debug)]
pub(crate) struct Client {
    home: watch::Receiver<Option<SocketAddr>>,
    connection: Option<SendRequest<Full<Bytes>>>,
}

/// When a client cuts its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    BeforeTheRequest,
    WithinTheHead,
    WithinTheContent,
    /// The server may notice while it is at work, and break off before the write is made.
    AfterTheRequest,
    /// The server has made its answer and sent nothing of it.
    BeforeTheAnswer,
    /// After this many octets.
    WithinTheAnswer(usize),
}

/// The connection was lost before the whole answer was there.
#[derive(Debug)]
pub(crate) struct Lost;

impl Client {
    /// A client of the server whose address stands in `home`; `None` while there is no server.
    pub(crate) fn new(home: watch::Receiver<Option<SocketAddr>>) -> Self {
        Self {
            home,
            connection: None,
        }
    }

    /// Sends one request, at most once, and waits for the whole answer.
    pub(crate) async fn send(&mut self, request: Request<Bytes>) -> Result<Response<Bytes>, Lost> {
        let mut connection = self.connection().await;
        let answer = exchange(&mut connection, request).await?;
        self.connection = Some(connection);
        Ok(answer)
    }

    /// Sends one request and hangs up before any answer can come.
    ///
    /// The server notices at some point of its work, and may break off there.
    pub(crate) async fn send_and_leave(&mut self, request: Request<Bytes>) {
        let mut stream = self.stream().await;
        // Where the server is killed meanwhile there is nothing else to be done either.
        let _ = stream.write_all(&on_the_wire(&request)).await;
    }

    /// Sends one request over a connection that is cut; what was answered till then is not read.
    ///
    /// `answered` is over once the server has made its answer.
    pub(crate) async fn send_and_cut(
        &mut self,
        request: Request<Bytes>,
        cut: Cut,
        answered: impl Future<Output = ()>,
    ) {
        let mut stream = self.stream().await;
        let mut octets = on_the_wire(&request);
        octets.truncate(sent_before(cut, octets.len(), request.body().len()));
        stream.write_all(&octets).await.unwrap();
        match cut {
            Cut::BeforeTheAnswer => answered.await,
            Cut::WithinTheAnswer(read) => {
                stream.read_exact(&mut vec![0; read]).await.unwrap();
            }
            _ => {}
        }
    }

    /// The connection that is open, or else a new one.
    async fn connection(&mut self) -> SendRequest<Full<Bytes>> {
        if let Some(mut idle) = self.connection.take()
            && idle.ready().await.is_ok()
        {
            return idle;
        }
        loop {
            if let Ok(connection) = open(self.stream().await).await {
                return connection;
            }
        }
    }

    async fn stream(&mut self) -> TcpStream {
        loop {
            let address = self.home.wait_for(Option::is_some).await.unwrap().unwrap();
            if let Ok(stream) = TcpStream::connect(address).await {
                return stream;
            }
            // The server has just been ended, and the one who did so is about to say it.
            self.home.changed().await.unwrap();
        }
    }
}

async fn open(stream: TcpStream) -> Result<SendRequest<Full<Bytes>>, Lost> {
    stream.set_nodelay(true)?;
    let (requests, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(requests)
}

async fn exchange(
    connection: &mut SendRequest<Full<Bytes>>,
    request: Request<Bytes>,
) -> Result<Response<Bytes>, Lost> {
    let mut request = request.map(Full::new);
    let host = header::HeaderValue::from_static("localhost");
    request.headers_mut().insert(header::HOST, host);
    let (head, body) = connection.send_request(request).await?.into_parts();
    let body = body.collect().await?.to_bytes();
    Ok(Response::from_parts(head, body))
}

/// How many octets of a request are sent before the cut.
fn sent_before(cut: Cut, request: usize, content: usize) -> usize {
    match cut {
        Cut::BeforeTheRequest => 0,
        Cut::WithinTheHead => (request - content) / 2,
        Cut::WithinTheContent => request - content / 2,
        _ => request,
    }
}

fn on_the_wire(request: &Request<Bytes>) -> Vec<u8> {
    let mut text = format!("{} {} HTTP/1.1\r\n", request.method(), request.uri()).into_bytes();
    let length = request.body().len();
    text.extend(format!("host: localhost\r\ncontent-length: {length}\r\n").bytes());
    for (name, value) in request.headers() {
        let line: [&[u8]; 4] = [name.as_ref(), b": ", value.as_bytes(), b"\r\n"];
        text.extend(line.concat());
    }
    text.extend(b"\r\n");
    text.extend(request.body());
    text
}

impl From<std::io::Error> for Lost {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

impl From<hyper::Error> for Lost {
    fn from(_: hyper::Error) -> Self {
        Self
    }
}
