//! How requests reach a server: over connections that it may close at any moment, for so long, and with so much to read.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use conditional_check::{HttpTransport, Transport as _};
use http::{Method, Request};

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// Answers one request on each of two connections. The first one is kept, and reset as soon as another request
/// arrives on it. Gives the connections that it got requests on.
fn server() -> (SocketAddr, JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let served = thread::spawn(move || {
        let mut kept = listener.accept().unwrap().0;
        answer(&mut kept);
        let waiting = thread::spawn(move || {
            // What is unread when a socket is dropped makes it a reset.
            kept.peek(&mut [0]).unwrap_or(0)
        });
        answer(&mut listener.accept().unwrap().0);
        1 + usize::from(waiting.join().unwrap() > 0)
    });
    (address, served)
}

fn answer(stream: &mut TcpStream) {
    read_request(stream);
    stream.write_all(ANSWER).unwrap();
}

fn read_request(stream: &mut TcpStream) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut octet = [0];
        stream.read_exact(&mut octet).unwrap();
        request.extend(octet);
    }
}

fn request(method: Method, address: SocketAddr) -> Request<Bytes> {
    let request = Request::builder()
        .method(method)
        .uri(format!("http://{address}/"));
    request.body(Bytes::new()).unwrap()
}

#[tokio::test]
async fn a_read_that_meets_a_reset_is_asked_again() {
    let (address, served) = server();
    let transport = HttpTransport::new();
    for _ in 0..2 {
        let answer = transport.send(request(Method::GET, address)).await.unwrap();
        assert_eq!(answer.body(), "ok");
    }
    assert_eq!(served.join().unwrap(), 2);
}

#[tokio::test]
async fn a_write_goes_over_a_connection_of_its_own() {
    let (address, served) = server();
    let transport = HttpTransport::new();
    transport.send(request(Method::GET, address)).await.unwrap();
    let answer = transport.send(request(Method::PUT, address)).await.unwrap();
    assert_eq!(answer.body(), "ok");
    drop(transport);
    // Not here, where it would keep the client from closing what it kept.
    let connections = tokio::task::spawn_blocking(|| served.join().unwrap());
    assert_eq!(connections.await.unwrap(), 1);
}

#[tokio::test]
async fn a_long_answer_is_read_to_its_end() {
    const LENGTH: usize = 2 * 1024 * 1024;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let served = thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        read_request(&mut stream);
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {LENGTH}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&vec![b'x'; LENGTH]).unwrap();
    });
    let transport = HttpTransport::new();
    let answer = transport.send(request(Method::GET, address)).await.unwrap();
    assert_eq!(answer.body().len(), LENGTH);
    served.join().unwrap();
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_not_waited_for_beyond_the_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let transport = HttpTransport::new().with_timeout(Duration::from_millis(50));
    let error = transport.send(request(Method::GET, address)).await;
    assert_eq!(error.unwrap_err().to_string(), "no answer within 50ms");
}
