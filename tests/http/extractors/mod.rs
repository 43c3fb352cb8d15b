//! Every shape of handler and validator function that the attributes take.
//!
//! Each handler answers `ok`, and its page has the tag `"7"`; so each can be asked the same questions.

mod bodies;
mod extract;
mod handlers;
mod routed;
mod sharing;
mod values;

use axum::Router;
use axum::extract::FromRef;
use conditional_tests::{Call, Probe};

/// The state of all these applications.
#[derive(Clone, Debug, Default)]
struct App {
    probe: Probe,
    db: Db,
}

/// A part of it, as `#[derive(FromRef)]` would give it.
#[derive(Clone, Debug)]
struct Db(u64);

impl Default for Db {
    fn default() -> Self {
        Self(7)
    }
}

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Self {
        app.db.clone()
    }
}

impl FromRef<App> for Probe {
    fn from_ref(app: &App) -> Self {
        app.probe.clone()
    }
}

/// Asserts that the handler behind this URL is guarded for reads and writes, and that it runs.
#[track_caller]
fn assert_guarded(router: Router<App>, uri: &str) -> impl Future<Output = ()> {
    let (app, uri) = (router.with_state(App::default()), uri.to_owned());
    async move {
        let reply = Call::get(&uri).send(&app).await;
        reply.status(200).header("etag", "\"7\"").body("ok");
        let reply = Call::get(&uri).if_none_match("\"7\"").send(&app).await;
        reply.not_modified("\"7\"");
        let reply = Call::get(&uri).if_none_match("\"6\"").send(&app).await;
        reply.status(200).header("etag", "\"7\"").body("ok");
        let reply = Call::put(&uri).if_match("\"6\"").send(&app).await;
        reply
            .precondition_failed("If-Match")
            .header("etag", "\"7\"");
        let reply = Call::put(&uri).if_match("\"7\"").send(&app).await;
        reply.status(200).without("etag").body("ok");
    }
}
