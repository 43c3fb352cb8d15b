//! Squid between a client and a page that knows only its date. Squid asks about a copy that came without
//! `Last-Modified` with the copy's `Date`, which is the second of the next change, too.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use conditional_axum::condition;
use conditional_tests::{Proxied, SQUID};

use crate::app::PAGE;

/// A text and when it was written.
#[derive(Clone, Debug)]
struct Page(Arc<Mutex<(String, SystemTime)>>);

impl Page {
    fn write(&self, text: &str) {
        let mut page = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *page = (text.to_owned(), SystemTime::now());
    }
}

fn modified(State(page): &State<Page>) -> SystemTime {
    page.0.lock().unwrap_or_else(PoisonError::into_inner).1
}

#[condition(last_modified = modified, cache_control = "no-cache")]
async fn show(State(page): State<Page>) -> String {
    page.0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .0
        .clone()
}

#[condition(last_modified = modified, cache_control = "public, max-age=0, must-revalidate")]
async fn show_shared(State(page): State<Page>) -> String {
    page.0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .0
        .clone()
}

/// Writes and reads in turns, many times a second: each read shows what was written last.
async fn never_stale(route: axum::routing::MethodRouter<Page>) {
    let page = Page(Arc::new(Mutex::new((String::new(), SystemTime::now()))));
    let app = Router::new().route(PAGE, route).with_state(page.clone());
    let proxied = Proxied::start(&SQUID, app);
    for version in 0..200 {
        let text = format!("version {version}");
        page.write(&text);
        proxied.get(PAGE, &[]).await.status(200).body(&text);
    }
}

#[tokio::test]
#[ignore = "needs squid: scripts/test-clients"]
async fn a_page_with_a_date_alone_is_never_stale_where_it_must_be_revalidated() {
    never_stale(get(show)).await;
}

#[tokio::test]
#[ignore = "needs squid: scripts/test-clients"]
async fn a_page_with_a_date_alone_is_never_stale_when_it_may_be_kept() {
    never_stale(get(show_shared)).await;
}
