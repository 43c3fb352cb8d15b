//! A blog, Squid in front of it, and one person who writes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use blog::app::app;
use blog::build::Build;
use blog::files::Files;
use blog::state::AppState;
use blog::store::Store;
use chrono::DateTime;
use conditional_tests::{Call, Proxied, Reply, SQUID};
use serde_json::json;
use tempfile::TempDir;

use crate::rule::{Rule, without_the_rule};

/// All that show the headline of entry 1: by a date alone, by both validators, and by a tag alone.
pub(crate) const PAGES: [&str; 4] = ["/", "/entries/1", "/api/entries/1", "/api/entries"];

/// Every page is as old as its data: the sources of this program changed long ago.
const BUILD: Build = Build {
    id: "test",
    date: DateTime::UNIX_EPOCH,
};

#[derive(Debug)]
pub(crate) struct Site {
    proxied: Proxied,
    /// How often the blog answered 304.
    confirmed: Arc<AtomicUsize>,
    /// Of entry 1.
    version: u64,
    _folder: TempDir,
}

impl Site {
    pub(crate) async fn start(rule: Rule) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("blog.sqlite");
        let store = Store::open(&format!("sqlite:{}", file.display())).await;
        let state = AppState::new(store.unwrap(), Files::new(folder.path())).with_build(BUILD);
        let confirmed = Arc::<AtomicUsize>::default();
        let mut blog = app(state).layer(from_fn_with_state(confirmed.clone(), count));
        if rule == Rule::Off {
            blog = blog.layer(from_fn(without_the_rule));
        }
        Self {
            proxied: Proxied::start(&SQUID, blog),
            confirmed,
            version: 1,
            _folder: folder,
        }
    }

    /// Changes the headline of entry 1, through the cache.
    pub(crate) async fn write(&mut self) {
        let seen = format!("\"{}\"", self.version);
        self.version += 1;
        let content = json!({
            "title": self.headline(),
            "body": "A text.",
            "author": "a test",
            "published_at": "2026-03-02T09:00:00Z",
        });
        let put = Call::put("/api/entries/1").if_match(&seen);
        let written = self.proxied.send(put.json(content.to_string())).await;
        written.status(200);
    }

    /// Reads a page through the cache.
    pub(crate) async fn get(&self, page: &str, fields: &[(&'static str, &str)]) -> Reply {
        self.proxied.get(page, fields).await
    }

    /// Whether a page shows the last headline.
    pub(crate) fn is_current(&self, shown: &str) -> bool {
        shown.contains(&self.headline())
    }

    /// Ends with a dot, so that no headline is the beginning of another one.
    fn headline(&self) -> String {
        format!("Version {}.", self.version)
    }

    pub(crate) fn confirmed(&self) -> usize {
        self.confirmed.load(Ordering::Relaxed)
    }

    /// Returns when the clock shows another second; until then a page is read that nobody changes.
    pub(crate) async fn next_second(&self) {
        let before = second();
        while second() == before {
            self.get("/about", &[]).await;
        }
    }
}

fn second() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap().as_secs()
}

async fn count(
    State(confirmed): State<Arc<AtomicUsize>>,
    request: Request,
    next: Next,
) -> Response {
    let answer = next.run(request).await;
    if answer.status() == StatusCode::NOT_MODIFIED {
        confirmed.fetch_add(1, Ordering::Relaxed);
    }
    answer
}
