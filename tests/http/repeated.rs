//! Writes whose answers are lost, repeated by their clients over sockets.
//!
//! A connection is cut at a random moment: before the request is read, before the change is made,
//! after it, within the answer. The client sends the same again until it has a whole answer.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::{Json, Router};
use conditional_axum::{Current, ETag, Preconditions, Resource, Stopped, condition};
use conditional_tests::Server;
use conditional_tests::routing::put;
use http_body::Frame;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

#[derive(Clone, Default, Resource)]
struct Entry {
    #[etag]
    version: u64,
    text: String,
}

/// An entry with all that was ever made of it.
#[derive(Default)]
struct Row {
    entry: Entry,
    history: Vec<String>,
}

type Table = Arc<Mutex<HashMap<u64, Row>>>;

async fn load(State(table): &State<Table>, Path(id): &Path<u64>) -> Entry {
    tokio::task::yield_now().await;
    table.lock().unwrap().entry(*id).or_default().entry.clone()
}

fn is_in_place(entry: &Entry, Json(text): &Json<String>) -> bool {
    entry.text == *text
}

#[condition(resource = load, required, applied = is_in_place)]
async fn save(
    State(table): State<Table>,
    Path(id): Path<u64>,
    preconditions: Preconditions,
    Current(checked): Current<Entry>,
    Json(text): Json<String>,
) -> Result<(ETag, ()), Stopped> {
    // The same request may be under way twice: what came first is compared once more.
    let is_same = |now: &Entry| now.text == text;
    write(&table, id, &checked, &text, |now| {
        preconditions.check_or_applied(&now.representation(), || is_same(now))
    })
}

#[condition(resource = load, required)]
async fn save_without(
    State(table): State<Table>,
    Path(id): Path<u64>,
    preconditions: Preconditions,
    Current(checked): Current<Entry>,
    Json(text): Json<String>,
) -> Result<(ETag, ()), Stopped> {
    write(&table, id, &checked, &text, |now| {
        preconditions.check(&now.representation())
    })
}

/// `UPDATE … WHERE id = ? AND version = ?`.
fn write(
    table: &Table,
    id: u64,
    checked: &Entry,
    text: &str,
    overtaken: impl FnOnce(&Entry) -> Result<(), Stopped>,
) -> Result<(ETag, ()), Stopped> {
    let mut table = table.lock().unwrap();
    let row = table.entry(id).or_default();
    if row.entry.version != checked.version {
        overtaken(&row.entry)?;
    }
    row.entry.version += 1;
    text.clone_into(&mut row.entry.text);
    row.history.push(text.to_owned());
    Ok((ETag::from(row.entry.version), ()))
}

/// Loses the answer of a write that was made.
async fn lose_answers(request: Request, next: Next) -> Response {
    let lost = request.headers().contains_key("x-lose-the-answer");
    let response = next.run(request).await;
    if lost {
        return Response::new(Body::new(Broken));
    }
    response
}

/// Content that breaks off: the connection is closed within the answer.
struct Broken;

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::Error::other("cut"))))
    }
}

fn server(table: &Table) -> Server {
    let app = Router::new()
        .route("/{id}", put(save))
        .route("/without/{id}", put(save_without))
        .layer(from_fn(lose_answers))
        .with_state(table.clone());
    Server::start(app)
}

/// Where the connection is cut.
#[derive(Clone, Copy)]
enum Cut {
    Nowhere,
    WithinTheRequest,
    AfterTheRequest,
    AfterTheChange,
    WithinTheAnswer,
}

/// A client, with its own sequence of accidents.
struct Client {
    seed: u64,
}

/// A whole answer: its status and its tag.
struct Answer {
    status: u16,
    etag: String,
}

impl Client {
    fn new(id: u64) -> Self {
        Self { seed: id + 1 }
    }

    fn random(&mut self, below: u64) -> u64 {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) % below
    }

    fn cut(&mut self) -> Cut {
        match self.random(8) {
            0 => Cut::WithinTheRequest,
            1 => Cut::AfterTheRequest,
            2 => Cut::AfterTheChange,
            3 => Cut::WithinTheAnswer,
            _ => Cut::Nowhere,
        }
    }

    /// Sends the same write until there is a whole answer to it.
    async fn put(&mut self, server: &Server, path: &str, tag: &str, text: &str) -> Answer {
        loop {
            let cut = self.cut();
            if let Some(answer) = self.send(server, path, tag, text, cut).await {
                return answer;
            }
        }
    }

    async fn send(
        &mut self,
        server: &Server,
        path: &str,
        tag: &str,
        text: &str,
        cut: Cut,
    ) -> Option<Answer> {
        let lose = match cut {
            Cut::AfterTheChange => "x-lose-the-answer: 1\r\n",
            _ => "",
        };
        let request = format!(
            "PUT {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nif-match: {tag}\r\n{lose}content-type: application/json\r\ncontent-length: {}\r\n\r\n\"{text}\"",
            text.len() + 2
        );
        let mut stream = server.connect().await;
        let sent = match cut {
            Cut::WithinTheRequest => usize::try_from(self.random(request.len() as u64)).unwrap(),
            _ => request.len(),
        };
        stream
            .write_all(request.as_bytes().get(..sent)?)
            .await
            .ok()?;
        if let Cut::WithinTheRequest | Cut::AfterTheRequest = cut {
            return None;
        }
        let mut answer = Vec::new();
        if let Cut::WithinTheAnswer = cut {
            let mut first = [0; 1];
            stream.read_exact(&mut first).await.ok()?;
            return None;
        }
        stream.read_to_end(&mut answer).await.ok()?;
        Answer::of(&String::from_utf8(answer).ok()?)
    }
}

impl Answer {
    /// `None` where it breaks off.
    fn of(text: &str) -> Option<Self> {
        let (head, body) = text.split_once("\r\n\r\n")?;
        let field = |name: &str| {
            head.lines()
                .find_map(|line| line.strip_prefix(name))
                .map(str::to_owned)
        };
        let status = head.get(9..12)?.parse().ok()?;
        let length = field("content-length: ").and_then(|length| length.parse::<usize>().ok());
        let is_whole = match length {
            Some(length) => body.len() == length,
            None => status == 204,
        };
        let etag = field("etag: ").unwrap_or_default();
        is_whole.then_some(Self { status, etag })
    }
}

/// Writes an entry of its own again and again; returns how often that was a conflict.
async fn write_alone(server: Arc<Server>, prefix: &'static str, id: u64, writes: usize) -> usize {
    let mut client = Client::new(id);
    let (path, mut tag, mut conflicts) = (format!("{prefix}/{id}"), "\"0\"".to_owned(), 0);
    for write in 0..writes {
        let answer = client
            .put(&server, &path, &tag, &format!("{id}.{write}"))
            .await;
        match answer.status {
            200 | 204 => {}
            412 => conflicts += 1,
            other => panic!("{other} to a write"),
        }
        tag = answer.etag;
    }
    conflicts
}

async fn write_all(
    server: &Arc<Server>,
    prefix: &'static str,
    clients: u64,
    writes: usize,
) -> usize {
    let mut tasks = tokio::task::JoinSet::new();
    for id in 0..clients {
        tasks.spawn(write_alone(server.clone(), prefix, id, writes));
    }
    tasks.join_all().await.into_iter().sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_thousand_writes_with_lost_answers_are_no_conflicts_and_each_is_made_once() {
    const CLIENTS: u64 = 20;
    const WRITES: usize = 500;
    let table = Table::default();
    let server = Arc::new(server(&table));
    assert_eq!(
        write_all(&server, "", CLIENTS, WRITES).await,
        0,
        "false conflicts"
    );
    let table = table.lock().unwrap();
    for id in 0..CLIENTS {
        let row = &table[&id];
        let expected: Vec<_> = (0..WRITES).map(|write| format!("{id}.{write}")).collect();
        assert_eq!(row.history, expected);
        assert_eq!(row.entry.version, WRITES as u64);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_it_the_same_accidents_are_false_conflicts_so_this_test_can_fail() {
    let server = Arc::new(server(&Table::default()));
    assert!(write_all(&server, "/without", 4, 50).await > 0);
}

/// Writes to an entry that others write to as well; returns the texts that were answered with success.
async fn write_together(server: Arc<Server>, id: u64, writes: usize) -> Vec<String> {
    let mut client = Client::new(id);
    let (mut tag, mut made) = ("\"0\"".to_owned(), Vec::new());
    for write in 0..writes {
        let text = format!("{id}.{write}");
        let answer = client.put(&server, "/0", &tag, &text).await;
        if answer.status < 300 {
            made.push(text);
        }
        tag = answer.etag;
    }
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn conflicts_between_different_changes_are_not_hidden() {
    const CLIENTS: u64 = 6;
    const WRITES: usize = 100;
    let table = Table::default();
    let server = Arc::new(server(&table));
    let mut tasks = tokio::task::JoinSet::new();
    for id in 1..=CLIENTS {
        tasks.spawn(write_together(server.clone(), id, WRITES));
    }
    let made: Vec<String> = tasks.join_all().await.concat();
    let table = table.lock().unwrap();
    let row = &table[&0];
    let mut once = row.history.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), row.history.len(), "a change was made twice");
    assert_eq!(row.entry.version, row.history.len() as u64);
    assert!(
        made.iter().all(|text| row.history.contains(text)),
        "a success that was none"
    );
    let all = usize::try_from(CLIENTS).unwrap() * WRITES;
    assert!(
        made.len() < all,
        "clients that write at once get in each other's way"
    );
}
