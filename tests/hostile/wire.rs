//! [`Wire`]: one connection, octet by octet.

use conditional_tests::Server;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedReadHalf;

/// A connection over which a test sends what it likes.
pub(crate) struct Wire(TcpStream);

/// One answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// In lower case.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Wire {
    pub(crate) async fn to(server: &Server) -> Self {
        Self(server.connect().await)
    }

    pub(crate) const fn over(stream: TcpStream) -> Self {
        Self(stream)
    }

    /// Sends these octets; the server may have closed its side.
    pub(crate) async fn send(&mut self, octets: impl AsRef<[u8]>) {
        let _ = self.0.write_all(octets.as_ref()).await;
    }

    /// Sends octets and reads answers at the same time, until the server closes. The last request
    /// asks for that, or the server has its own reason.
    pub(crate) async fn exchange(self, octets: impl AsRef<[u8]>) -> Vec<Answer> {
        let (mut read, mut write) = self.0.into_split();
        let sending = async {
            let _ = write.write_all(octets.as_ref()).await;
            write
        };
        tokio::join!(read_answers(&mut read), sending).0
    }

    /// The same, and then sends no more.
    pub(crate) async fn exchange_and_stop(self, octets: impl AsRef<[u8]>) -> Vec<Answer> {
        let (mut read, mut write) = self.0.into_split();
        let sending = async {
            let _ = write.write_all(octets.as_ref()).await;
            let _ = write.shutdown().await;
        };
        tokio::join!(read_answers(&mut read), sending).0
    }

    /// The next answer, as long as its head tells.
    pub(crate) async fn answer(&mut self) -> Answer {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.expect("an answer before the end"));
        }
        let mut answer = Answer::with_head(&head);
        answer.body = vec![0; answer.length()];
        self.0.read_exact(&mut answer.body).await.unwrap();
        answer
    }

    /// Waits until this much of something was received.
    pub(crate) async fn receive(&mut self, expected: &[u8]) {
        let mut received = Vec::new();
        while !received
            .windows(expected.len())
            .any(|part| part == expected)
        {
            received.push(self.0.read_u8().await.expect("more before the end"));
        }
    }

    /// Whether the server has closed its side, with nothing more to read.
    pub(crate) async fn is_closed(&mut self) -> bool {
        let mut rest = Vec::new();
        self.0.read_to_end(&mut rest).await.is_err() || rest.is_empty()
    }

    /// Closes both sides at once.
    pub(crate) fn hang_up(self) {
        drop(self);
    }
}

impl Answer {
    fn with_head(head: &[u8]) -> Self {
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        let status = head.get(9..12).and_then(|status| status.parse().ok());
        Self {
            status: status.expect("a status"),
            head,
            body: Vec::new(),
        }
    }

    fn length(&self) -> usize {
        let mut lines = self.head.lines();
        let length = lines.find_map(|line| line.strip_prefix("content-length: "));
        length.map_or(0, |length| length.parse().unwrap())
    }
}

async fn read_answers(read: &mut OwnedReadHalf) -> Vec<Answer> {
    let mut received = Vec::new();
    // A reset after the last answer loses nothing of what was read.
    let _ = read.read_to_end(&mut received).await;
    answers(&received)
}

/// All answers in what was received.
fn answers(mut received: &[u8]) -> Vec<Answer> {
    let mut answers = Vec::new();
    while let Some(end) = received.windows(4).position(|part| part == b"\r\n\r\n") {
        let (head, rest) = received.split_at(end + 4);
        let mut answer = Answer::with_head(head);
        let length = answer.length().min(rest.len());
        answer.body = rest[..length].to_vec();
        received = &rest[length..];
        answers.push(answer);
    }
    assert!(
        received.is_empty(),
        "half an answer: {}",
        received.escape_ascii()
    );
    answers
}

pub(crate) fn statuses(answers: &[Answer]) -> Vec<u16> {
    answers.iter().map(|answer| answer.status).collect()
}
