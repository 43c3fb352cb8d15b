//! A client that reads, changes and writes, and remembers what it was told.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use blog::entry::Entry;
use tokio::sync::{Barrier, watch};

use crate::client::{Client, Lost};

/// The entries that everybody writes to.
pub(crate) const ENTRIES: [i64; 3] = [101, 102, 103];

/// A client that runs into the others this often in a row is not just unlucky.
const ATTEMPTS: usize = 10_000;

/// Each client leaves before the answer to one write in this many.
const HANGS_UP: usize = 20;

/// A write that was answered with the version it made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Acknowledged {
    pub(crate) entry: i64,
    pub(crate) version: i64,
    pub(crate) mark: String,
}

/// What a client knows about its writes.
#[derive(Debug, Default)]
pub(crate) struct Account {
    pub(crate) acknowledged: Vec<Acknowledged>,
    /// The marks of writes whose answer never came: each may be in or not.
    pub(crate) unanswered: Vec<String>,
    /// How often somebody else had come first.
    pub(crate) refused: usize,
}

/// One of the clients.
#[derive(Debug)]
pub(crate) struct Editor {
    name: usize,
    marks: usize,
    client: Client,
    /// Where all wait for each other once, between their first reading and their first writing.
    start: Option<Arc<Barrier>>,
    progress: watch::Sender<usize>,
    account: Account,
}

/// An entry as it was read, and the tag of that answer.
struct Read {
    entry: Entry,
    tag: HeaderValue,
}

impl Account {
    pub(crate) fn add(&mut self, other: Self) {
        self.acknowledged.extend(other.acknowledged);
        self.unanswered.extend(other.unanswered);
        self.refused += other.refused;
    }
}

impl Editor {
    /// `progress` counts the acknowledged writes of all clients.
    pub(crate) fn new(
        name: usize,
        client: Client,
        start: Arc<Barrier>,
        progress: watch::Sender<usize>,
    ) -> Self {
        Self {
            name,
            marks: 0,
            client,
            start: Some(start),
            progress,
            account: Account::default(),
        }
    }

    /// Writes to the entries in turn until the given number of writes is acknowledged.
    pub(crate) async fn work(mut self, writes: usize) -> Account {
        for &entry in ENTRIES.iter().cycle().take(writes) {
            self.append(entry).await;
        }
        self.account
    }

    /// Adds a mark to the entry, over and over until that is acknowledged.
    async fn append(&mut self, entry: i64) {
        for _ in 0..ATTEMPTS {
            let read = self.read(entry).await;
            if let Some(start) = self.start.take() {
                start.wait().await;
            }
            let mark = self.next_mark();
            let request = put(read, &mark);
            if self.marks.is_multiple_of(HANGS_UP) {
                self.client.send_and_leave(request).await;
                self.account.unanswered.push(mark);
                continue;
            }
            let answer = self.client.send(request).await;
            if self.book(entry, mark, answer) {
                return;
            }
        }
        panic!("{ATTEMPTS} attempts to write to entry {entry}");
    }

    /// Reads as often as the connection is lost: reading again changes nothing.
    async fn read(&mut self, id: i64) -> Read {
        for _ in 0..ATTEMPTS {
            if let Ok(answer) = self.client.send(get(id)).await {
                assert_eq!(answer.status(), StatusCode::OK, "{answer:?}");
                return Read {
                    tag: answer.headers().get(header::ETAG).unwrap().clone(),
                    entry: entry(&answer),
                };
            }
        }
        panic!("{ATTEMPTS} attempts to read entry {id}");
    }

    /// Every attempt has its own, so that each write can be told from all others.
    fn next_mark(&mut self) -> String {
        self.marks += 1;
        format!("{}.{}", self.name, self.marks)
    }

    /// Takes down how a write went; `true` when it was acknowledged.
    fn book(&mut self, id: i64, mark: String, answer: Result<Response<Bytes>, Lost>) -> bool {
        let Ok(answer) = answer else {
            self.account.unanswered.push(mark);
            return false;
        };
        if answer.status() == StatusCode::PRECONDITION_FAILED {
            self.account.refused += 1;
            return false;
        }
        assert_eq!(answer.status(), StatusCode::OK, "{answer:?}");
        self.account.acknowledged.push(Acknowledged {
            entry: id,
            version: entry(&answer).version,
            mark,
        });
        self.progress.send_modify(|count| *count += 1);
        true
    }
}

fn entry(answer: &Response<Bytes>) -> Entry {
    serde_json::from_slice(answer.body()).unwrap()
}

fn get(id: i64) -> Request<Bytes> {
    Request::get(path(id)).body(Bytes::new()).unwrap()
}

/// The entry that was read, with one more line, and only over the version that was read.
fn put(read: Read, mark: &str) -> Request<Bytes> {
    let Read { mut entry, tag } = read;
    entry.body = format!("{}\n{mark}", entry.body);
    Request::builder()
        .method(Method::PUT)
        .uri(path(entry.id))
        .header(header::IF_MATCH, tag)
        .header(header::CONTENT_TYPE, "application/json")
        .body(serde_json::to_vec(&entry).unwrap().into())
        .unwrap()
}

fn path(id: i64) -> String {
    format!("/api/entries/{id}")
}
