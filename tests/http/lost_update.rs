//! Many clients that read, change and write the same page: with the guard none overwrites another.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::{MethodRouter, get};
use conditional_axum::{Current, ETag, PreconditionFailed, Resource, condition};
use conditional_tests::Call;
use tokio::task::JoinSet;

const CLIENTS: usize = 8;
const WRITES: usize = 50;

/// A row with a version column. Reading and writing are two steps, as with a database.
#[derive(Clone, Default)]
struct Table(Arc<Mutex<Row>>);

#[derive(Clone, Default)]
struct Row {
    version: u64,
    text: String,
}

impl Resource for Row {
    fn etag(&self) -> Option<ETag> {
        Some(ETag::from(self.version))
    }
}

impl Table {
    async fn select(&self) -> Row {
        tokio::task::yield_now().await;
        self.0.lock().unwrap().clone()
    }

    /// `UPDATE … SET text = ?, version = version + 1 WHERE version = ?`; how many rows it changed.
    async fn update(&self, text: String, version: Option<u64>) -> u64 {
        tokio::task::yield_now().await;
        let mut row = self.0.lock().unwrap();
        if version.is_some_and(|version| version != row.version) {
            return 0;
        }
        *row = Row {
            version: row.version + 1,
            text,
        };
        1
    }
}

async fn load(State(table): &State<Table>) -> Row {
    table.select().await
}

#[condition(resource = load)]
async fn show(State(_): State<Table>, Current(row): Current<Row>) -> String {
    row.text
}

#[condition(resource = load, required)]
async fn save(
    State(table): State<Table>,
    Current(row): Current<Row>,
    body: String,
) -> Result<(ETag, &'static str), PreconditionFailed> {
    match table.update(body, Some(row.version)).await {
        0 => Err(PreconditionFailed::new()),
        _ => Ok((ETag::from(row.version + 1), "saved")),
    }
}

async fn save_unguarded(State(table): State<Table>, body: String) {
    table.update(body, None).await;
}

/// Adds one letter, again and again, until the write is acknowledged.
async fn write(app: &Router, letter: char) {
    loop {
        let read = Call::get("/").send(app).await;
        let text = format!("{}{letter}", read.text());
        let call = Call::put("/").if_match(read.text_of("etag")).body(text);
        let answer = call.send(app).await;
        if answer.is_success() {
            return;
        }
        answer.precondition_failed("If-Match");
    }
}

/// The text after all clients wrote what they have to write.
async fn after_all(page: MethodRouter<Table>) -> String {
    let table = Table::default();
    let app = Router::new().route("/", page).with_state(table.clone());
    let mut clients = JoinSet::new();
    for letter in ('a'..).take(CLIENTS) {
        let app = app.clone();
        clients.spawn(async move {
            for _ in 0..WRITES {
                write(&app, letter).await;
            }
        });
    }
    clients.join_all().await;
    table.select().await.text
}

#[tokio::test]
async fn every_acknowledged_write_is_there_in_the_end() {
    let text = after_all(get(show).put(save)).await;
    for letter in ('a'..).take(CLIENTS) {
        assert_eq!(
            text.matches(letter).count(),
            WRITES,
            "of {letter} in {text}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn so_it_is_on_several_threads() {
    let text = after_all(get(show).put(save)).await;
    assert_eq!(text.len(), CLIENTS * WRITES);
}

#[tokio::test]
async fn without_the_guard_writes_are_lost_so_this_test_can_fail() {
    let text = after_all(get(show).put(save_unguarded)).await;
    assert!(text.len() < CLIENTS * WRITES, "{text}");
}
