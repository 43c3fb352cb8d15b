//! A writer, who changes what has been read and says which version that was.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderValue, Request, StatusCode, header};
use blog::entry::Entry;

use crate::book::{Book, Finding, Write};
use crate::client::Client;

/// One writer.
#[derive(Debug)]
pub(crate) struct Writer {
    name: usize,
    marks: usize,
    client: Client,
    book: Arc<Book>,
}

impl Writer {
    pub(crate) fn new(name: usize, client: Client, book: Arc<Book>) -> Self {
        Self {
            name,
            marks: 0,
            client,
            book,
        }
    }

    /// Reads the entry, adds a mark to its text, and writes it back over what was read.
    pub(crate) async fn write(&mut self, id: i64) {
        let Some((mut entry, tag)) = self.read(id).await else {
            return;
        };
        self.marks += 1;
        let mark = format!("{}.{}", self.name, self.marks);
        entry.body = format!("{}\n{mark}", entry.body);
        entry.title = format!("mark {}", entry.version + 1);
        let request = Request::put(path(id))
            .header(header::IF_MATCH, tag)
            .header(header::CONTENT_TYPE, "application/json");
        self.book.asks();
        let sent = self
            .client
            .send(request, serde_json::to_vec(&entry).unwrap())
            .await;
        let Ok(answer) = sent else {
            return self.book.failed();
        };
        match answer.status() {
            StatusCode::OK => {
                let entry: Entry = serde_json::from_slice(answer.body()).unwrap();
                let version = entry.version;
                self.book.has_written(Write {
                    entry: id,
                    version,
                    mark,
                });
            }
            StatusCode::PRECONDITION_FAILED => self.book.refused(),
            status if status.is_server_error() => self.book.failed(),
            _ => self.book.found(Finding::Unexpected(format!("{answer:?}"))),
        }
    }

    async fn read(&mut self, id: i64) -> Option<(Entry, HeaderValue)> {
        let known = self.book.known(id);
        self.book.asks();
        let Ok(answer) = self.client.send(Request::get(path(id)), Bytes::new()).await else {
            self.book.failed();
            return None;
        };
        if answer.status().is_server_error() {
            self.book.failed();
            return None;
        }
        let entry: Entry = serde_json::from_slice(answer.body()).unwrap();
        if entry.version < known {
            let version = entry.version;
            self.book.found(Finding::OldPage(format!(
                "{} is version {version}, and {known} was known",
                path(id)
            )));
        }
        self.book.has_read(id, entry.version);
        Some((entry, answer.headers()[header::ETAG].clone()))
    }
}

pub(crate) fn path(id: i64) -> String {
    format!("/api/entries/{id}")
}
