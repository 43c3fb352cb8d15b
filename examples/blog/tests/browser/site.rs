//! A blog of its own for each test, on a port of its own.

use std::net::SocketAddr;

use blog::app::app;
use blog::entry::{Entry, EntryChange};
use blog::files::Files;
use blog::state::AppState;
use blog::store::Store;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::requests::Requests;

/// The text that entry 1 starts with, as version 2.
pub(crate) const TEXT: &str = "One.\n\nTwo.\n\nThree.";

/// A running blog; it stops when this is dropped, and its database is removed with it.
#[derive(Debug)]
pub(crate) struct Site {
    address: SocketAddr,
    store: Store,
    requests: Requests,
    server: JoinHandle<()>,
    _folder: TempDir,
}

impl Site {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("blog.sqlite");
        let store = Store::open(&format!("sqlite:{}", file.display())).await;
        let store = store.unwrap();
        let requests = Requests::default();
        let blog = requests.of(app(AppState::new(store.clone(), Files::new(folder.path()))));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async { axum::serve(listener, blog).await.unwrap() });
        let site = Self {
            address,
            store,
            requests,
            server,
            _folder: folder,
        };
        site.shorten_first_entry().await;
        site
    }

    async fn shorten_first_entry(&self) {
        self.change(1, |change| {
            change.body = TEXT.into();
            change.author = "the first author".into();
        })
        .await;
    }

    /// Somebody who is not in this browser changes the text of entry 1.
    pub(crate) async fn somebody_writes(&self, body: &str) {
        self.change(1, |change| change.body = body.into()).await;
    }

    /// Takes the last entry off its front page.
    pub(crate) async fn draft(&self) {
        self.change(8, |change| change.published_at = None).await;
    }

    /// Somebody who is not in this browser deletes an entry.
    pub(crate) async fn delete(&self, id: i64) {
        let entry = self.entry(id).await.unwrap();
        assert!(self.store.delete(&entry).await.unwrap());
    }

    async fn change(&self, id: i64, with: impl FnOnce(&mut EntryChange)) {
        let entry = self.entry(id).await.unwrap();
        let mut change = EntryChange {
            blog_id: entry.blog_id,
            title: entry.title.clone(),
            body: entry.body.clone(),
            author: entry.author.clone(),
            published_at: entry.published_at,
        };
        with(&mut change);
        self.store.update(&entry, &change).await.unwrap().unwrap();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What it was asked.
    pub(crate) fn requests(&self) -> &Requests {
        &self.requests
    }

    /// What is stored, whatever the pages say.
    pub(crate) async fn entry(&self, id: i64) -> Option<Entry> {
        self.store.entry(id).await.unwrap()
    }

    /// Body and version of entry 1.
    pub(crate) async fn first_entry(&self) -> (String, i64) {
        let entry = self.entry(1).await.unwrap();
        (entry.body, entry.version)
    }

    /// How many writes to the entry were acknowledged.
    pub(crate) async fn writes(&self, id: i64) -> usize {
        self.store.history(id).await.unwrap().len()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}
