//! A script of another origin that reads and writes with preconditions, by the recipe of the guide's page
//! `cors`, and what it meets without it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::Html;
use axum::routing::get;
use conditional_axum::{ETag, condition};
use conditional_tests::Server;
use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;
use tower_http::cors::CorsLayer;

use crate::fetch::{Seen, fetch};
use crate::requests::Requests;
use crate::session::{Scripts, with_browser};

const NOTE: &str = "/note";

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn by_the_recipe_a_script_of_another_origin_reads_tags_writes_and_is_told_of_conflicts() {
    with_browser(Scripts::On, async |browser, _| {
        let script = Script::open(&browser, |api, page| api.layer(recipe(page))).await?;
        let first = script.fetch(json!({})).await?;
        assert_eq!(first, seen(200, "\"1\"", "version 1"));
        assert_eq!(script.asked(), ["GET 200"]);

        assert_eq!(script.put("\"1\"").await?, seen(200, "\"2\"", "version 2"));
        let preflight = "OPTIONS for content-type,if-match 200";
        assert_eq!(script.asked(), [preflight, "PUT if-match 200"]);

        let conflict = script.put("\"1\"").await?;
        assert_eq!(
            (conflict.status, conflict.tag.as_deref()),
            (412, Some("\"2\""))
        );
        assert!(conflict.text.contains("\"status\":412"), "{conflict:?}");
        let unconditional = script.fetch(json!({ "method": "PUT" })).await?;
        assert_eq!(
            (unconditional.status, unconditional.tag.as_deref()),
            (428, Some("\"2\""))
        );
        assert_eq!(script.version(), 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn by_the_recipe_copies_of_another_origin_are_confirmed() {
    with_browser(Scripts::On, async |browser, _| {
        let script = Script::open(&browser, |api, page| api.layer(recipe(page))).await?;
        let first = script.fetch(json!({})).await?;
        assert_eq!(script.asked(), ["GET 200"]);
        // The browser asks by itself: no preflight.
        assert_eq!(script.fetch(json!({})).await?, first);
        assert_eq!(script.asked(), ["GET if-none-match 304"]);
        // The script asks: there is one.
        let own = json!({ "headers": { "If-None-Match": "\"1\"" } });
        assert_eq!(script.fetch(own).await?, seen(304, "\"1\"", ""));
        let preflight = "OPTIONS for if-none-match 200";
        assert_eq!(script.asked(), [preflight, "GET if-none-match 304"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
async fn without_the_recipe_a_script_of_another_origin_sees_no_tag_and_its_write_is_not_sent() {
    with_browser(Scripts::On, async |browser, _| {
        let origin_alone = |api: Router, page| api.layer(CorsLayer::new().allow_origin([page]));
        let script = Script::open(&browser, origin_alone).await?;
        let first = script.fetch(json!({})).await?;
        assert_eq!(
            first,
            Seen {
                tag: None,
                ..seen(200, "", "version 1")
            }
        );
        assert_eq!(script.asked(), ["GET 200"]);
        script.put("\"1\"").await?.is_failure();
        assert_eq!(script.asked(), ["OPTIONS for content-type,if-match 200"]);

        let script = Script::open(&browser, |api, _| api).await?;
        script.fetch(json!({})).await?.is_failure();
        script.put("\"1\"").await?.is_failure();
        assert_eq!(
            script.asked(),
            ["GET 200", "OPTIONS for content-type,if-match 405"]
        );
        assert_eq!(script.version(), 1);
        Ok(())
    })
    .await;
}

/// As in the guide, but for the origin.
fn recipe(page: HeaderValue) -> CorsLayer {
    CorsLayer::new()
        .allow_origin([page])
        .allow_methods([Method::GET, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::IF_UNMODIFIED_SINCE,
        ])
        .expose_headers([header::ETAG])
}

/// A page of one origin that is shown, and an API of another one that its script asks.
struct Script<'a> {
    browser: &'a WebDriver,
    api: Server,
    requests: Requests,
    note: Note,
    /// It serves the page.
    _page: Server,
}

/// What the API keeps: nothing but its version.
#[derive(Clone, Debug)]
struct Note(Arc<AtomicU64>);

impl<'a> Script<'a> {
    /// Shows the page, before an API with what `cors` puts around it; `cors` is told the page's origin.
    async fn open(
        browser: &'a WebDriver,
        cors: impl FnOnce(Router, HeaderValue) -> Router,
    ) -> WebDriverResult<Self> {
        let page = Server::start(
            Router::new().route("/", get(Html("<!doctype html><title>A page</title>"))),
        );
        let origin = format!("http://{}", page.address());
        let note = Note(Arc::new(AtomicU64::new(1)));
        let requests = Requests::default();
        let api = Router::new()
            .route(NOTE, get(show).put(save))
            .with_state(note.clone());
        let api = Server::start(requests.of(cors(api, origin.parse().unwrap())));
        browser.goto(origin).await?;
        Ok(Self {
            browser,
            api,
            requests,
            note,
            _page: page,
        })
    }

    async fn put(&self, tag: &str) -> WebDriverResult<Seen> {
        let headers = json!({ "Content-Type": "application/json", "If-Match": tag });
        self.fetch(json!({ "method": "PUT", "headers": headers, "body": "{}" }))
            .await
    }

    async fn fetch(&self, options: Value) -> WebDriverResult<Seen> {
        let url = format!("http://{}{NOTE}", self.api.address());
        fetch(self.browser, &url, options).await
    }

    fn asked(&self) -> Vec<String> {
        self.requests.take(NOTE)
    }

    fn version(&self) -> u64 {
        self.note.version()
    }
}

impl Note {
    fn version(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

fn seen(status: u16, tag: &str, text: &str) -> Seen {
    Seen {
        status,
        tag: Some(tag.to_owned()),
        text: text.to_owned(),
        error: None,
    }
}

fn tag(State(note): &State<Note>) -> ETag {
    ETag::from(note.version())
}

#[condition(etag = tag, cache_control = "no-cache")]
async fn show(State(note): State<Note>) -> String {
    format!("version {}", note.version())
}

#[condition(etag = tag, required)]
async fn save(State(note): State<Note>) -> (ETag, String) {
    let version = note.0.fetch_add(1, Ordering::SeqCst) + 1;
    (ETag::from(version), format!("version {version}"))
}
