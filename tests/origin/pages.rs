//! [`Pages`]: the pages by their path, and what was asked and answered about each.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::{ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

const AN_HOUR: Duration = Duration::from_secs(3600);

/// All pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pages(Arc<Mutex<HashMap<String, Record>>>);

/// A page as it is now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    pub(crate) version: u64,
    pub(crate) modified: SystemTime,
    /// `Cache-Control`
    pub(crate) policy: &'static str,
}

/// What happened to a page.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Counts {
    version: u64,
    full: u64,
    not_modified: u64,
    /// Requests with a date or a tag that no full answer had: the client made it up.
    made_up: u64,
}

#[derive(Debug)]
struct Record {
    page: Page,
    counts: Counts,
    /// The validators of its full answers.
    sent: HashSet<HeaderValue>,
}

impl Pages {
    /// Changes the page; `dated` is told the date that it has.
    pub(crate) fn change(&self, path: &str, dated: impl FnOnce(SystemTime) -> SystemTime) {
        self.with(path, |record| {
            record.page.version += 1;
            record.page.modified = dated(record.page.modified);
        });
    }

    pub(crate) fn counts(&self, path: &str) -> Counts {
        self.with(path, |record| Counts {
            version: record.page.version,
            ..record.counts
        })
    }

    /// Notes what the client believes to have.
    pub(crate) fn asked(&self, path: &str, headers: &HeaderMap) {
        let conditions = [IF_NONE_MATCH, IF_MODIFIED_SINCE];
        let mut named = conditions.iter().filter_map(|name| headers.get(name));
        self.with(path, |record| {
            let made_up = named.any(|value| !record.sent.contains(value));
            record.counts.made_up += u64::from(made_up);
        });
    }

    /// Notes what the client now knows.
    pub(crate) fn answered(&self, path: &str, response: &Response) {
        let validators = [ETAG, LAST_MODIFIED];
        let sent = validators
            .iter()
            .filter_map(|name| response.headers().get(name));
        let status = response.status();
        self.with(path, |record| {
            if status == StatusCode::OK {
                record.sent.extend(sent.cloned());
                record.counts.full += 1;
            }
            record.counts.not_modified += u64::from(status == StatusCode::NOT_MODIFIED);
        });
    }

    fn with<T>(&self, path: &str, act: impl FnOnce(&mut Record) -> T) -> T {
        let path = path.trim_start_matches('/');
        let mut pages = self.all();
        let record = pages.entry(path.to_owned());
        act(record.or_insert_with(|| Record::new(path)))
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Record>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    fn new(path: &str) -> Self {
        let page = Page {
            version: 1,
            modified: SystemTime::now() - AN_HOUR,
            policy: policy(path),
        };
        Self {
            page,
            counts: Counts::default(),
            sent: HashSet::new(),
        }
    }
}

/// A copy must be confirmed each time, or caches may keep it for a second.
fn policy(path: &str) -> &'static str {
    if path.starts_with("cached/no-cache/") {
        "no-cache"
    } else {
        "max-age=0, s-maxage=1"
    }
}

impl Page {
    /// Of equal length in every version, so that no client can tell a change by it.
    pub(crate) fn text(self) -> String {
        format!(
            "version {:06}\n{}",
            self.version,
            "The text of a page.\n".repeat(64)
        )
    }
}

/// The page that the path names.
impl<S: Send + Sync> FromRequestParts<S> for Page
where
    Pages: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let pages = Pages::from_ref(state);
        Ok(pages.with(parts.uri.path(), |record| record.page))
    }
}
