//! A blog in a database of its own, requests to it, and answers that print themselves.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, Method, Request, StatusCode, header};
use blog::app::app;
use blog::build::Build;
use blog::entry::{Entry, EntryChange};
use blog::files::Files;
use blog::hosts::Hosts;
use blog::log::Built;
use blog::state::AppState;
use blog::store::Store;
use chrono::DateTime;
use conditional_axum::Decision;
use conditional_axum::testing::Check;
use http_body_util::BodyExt as _;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::database;

/// The build in the validators of all pages here, so that the tests can name them.
pub(crate) const BUILD: Build = Build {
    id: "test",
    date: DateTime::UNIX_EPOCH,
};

/// The tag of entry 1's page, as it is at the start.
pub(crate) const FIRST_PAGE: &str = "\"1.test\"";

/// The date of the first sample entry.
pub(crate) const FIRST_DATE: &str = "Mon, 02 Mar 2026 09:00:00 GMT";

/// A running blog; its database is removed with it.
pub(crate) struct Blog {
    pub(crate) store: Store,
    app: Router,
    pub(crate) folder: TempDir,
}

/// A request in the making.
pub(crate) struct Ask<'a> {
    blog: &'a Blog,
    request: Request<Body>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// As text; a compressed body makes none that could be read.
    pub(crate) body: String,
    pub(crate) built: bool,
    pub(crate) decision: Option<Decision>,
}

impl Blog {
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&database::url(folder.path())).await.unwrap();
        Self::over(store, folder, BUILD)
    }

    /// The same blog, as another build of the program shows it.
    pub(crate) fn rebuilt(self, build: Build) -> Self {
        Self::over(self.store, self.folder, build)
    }

    fn over(store: Store, folder: TempDir, build: Build) -> Self {
        let files = Files::new(folder.path());
        let state = AppState::new(store.clone(), files)
            .with_hosts(Hosts::new(["blog.example".to_owned()]))
            .with_build(build);
        Self {
            app: app(state),
            store,
            folder,
        }
    }

    /// A check of everything that RFC 9110 §13 says about a resource of the blog.
    pub(crate) fn check(&self, path: &str) -> Check {
        conditional_axum::testing::check(self.app.clone(), path)
    }

    pub(crate) fn get(&self, path: &str) -> Ask<'_> {
        self.ask(Method::GET, path)
    }

    pub(crate) fn ask(&self, method: Method, path: &str) -> Ask<'_> {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().unwrap();
        Ask {
            blog: self,
            request,
        }
    }

    pub(crate) async fn entry(&self, id: i64) -> Entry {
        self.store.entry(id).await.unwrap().unwrap()
    }

    /// Somebody else changes the text of an entry.
    pub(crate) async fn somebody_writes(&self, id: i64, body: &str) -> Entry {
        let entry = self.entry(id).await;
        let change = EntryChange {
            blog_id: entry.blog_id,
            title: entry.title.clone(),
            body: body.to_owned(),
            author: "somebody else".to_owned(),
            published_at: entry.published_at,
        };
        self.store.update(&entry, &change).await.unwrap().unwrap()
    }

    /// How many writes to the entry were acknowledged.
    pub(crate) async fn writes(&self, id: i64) -> usize {
        self.store.history(id).await.unwrap().len()
    }
}

impl Ask<'_> {
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        self.request
            .headers_mut()
            .append(name, value.parse().unwrap());
        self
    }

    pub(crate) fn if_match(self, tag: &str) -> Self {
        self.with(header::IF_MATCH, tag)
    }

    pub(crate) fn if_none_match(self, tag: &str) -> Self {
        self.with(header::IF_NONE_MATCH, tag)
    }

    pub(crate) async fn json(self, value: &Value) -> Answer {
        self.text("application/json", value.to_string()).await
    }

    pub(crate) async fn form(self, fields: &[(&str, &str)]) -> Answer {
        let text = serde_urlencoded::to_string(fields).unwrap();
        self.text("application/x-www-form-urlencoded", text).await
    }

    pub(crate) async fn text(self, media_type: &str, text: String) -> Answer {
        let mut ask = self.with(header::CONTENT_TYPE, media_type);
        *ask.request.body_mut() = Body::from(text);
        ask.send().await
    }

    /// Sends a body that is not JSON: parsing it would give 400.
    pub(crate) async fn broken(self) -> Answer {
        self.text("application/json", "{broken".to_owned()).await
    }

    pub(crate) async fn send(self) -> Answer {
        let response = self.blog.app.clone().oneshot(self.request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            built: parts.extensions.get::<Built>().is_some(),
            decision: parts.extensions.get::<Decision>().copied(),
        }
    }
}

impl Answer {
    /// The field's value; the empty string where there is none.
    pub(crate) fn header(&self, name: HeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn tag(&self) -> &str {
        self.header(header::ETAG)
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:#?}"))
    }

    /// Passes the answer on when it has this status.
    #[track_caller]
    pub(crate) fn is(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    /// Passes the answer on when it is a 304 with nothing that belongs to a content.
    #[track_caller]
    pub(crate) fn not_modified(self) -> Self {
        let answer = self.is(StatusCode::NOT_MODIFIED);
        assert_eq!(answer.body, "", "{answer:#?}");
        assert!(!answer.built, "the handler ran: {answer:#?}");
        let media_type = answer.headers.get(header::CONTENT_TYPE);
        assert_eq!(media_type, None, "{answer:#?}");
        // The router tells it from the empty body; over HTTP/1 the server leaves it out.
        let length = answer.header(header::CONTENT_LENGTH);
        assert!(matches!(length, "" | "0"), "{answer:#?}");
        answer
    }

    /// Passes the answer on when it shows this text.
    #[track_caller]
    pub(crate) fn shows(self, text: &str) -> Self {
        assert!(self.body.contains(text), "{text:?} is missing in {self:#?}");
        self
    }

    /// Passes the answer on when it does not show this text.
    #[track_caller]
    pub(crate) fn hides(self, text: &str) -> Self {
        assert!(!self.body.contains(text), "{text:?} is in {self:#?}");
        self
    }
}
