//! A reader, who keeps copies and asks whether they are still good.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::request::Builder;
use axum::http::{HeaderValue, Request, Response, StatusCode, header};

use crate::book::{Book, Finding};
use crate::client::Client;
use crate::pages::Page;

/// One reader.
#[derive(Debug)]
pub(crate) struct Reader {
    client: Client,
    book: Arc<Book>,
    /// Asks by the date even where there is a tag.
    by_date: bool,
    copies: HashMap<Page, Copy>,
}

/// A page that was read, with what it can be asked about by.
#[derive(Clone, Debug)]
struct Copy {
    tag: Option<HeaderValue>,
    date: Option<HeaderValue>,
    versions: Vec<(i64, i64)>,
}

impl Reader {
    pub(crate) fn new(client: Client, book: Arc<Book>, by_date: bool) -> Self {
        Self {
            client,
            book,
            by_date,
            copies: HashMap::new(),
        }
    }

    /// Reads one page. Every tenth time the reader has lost the copy.
    pub(crate) async fn read(&mut self, page: Page) {
        let copy = self
            .copies
            .get(&page)
            .filter(|_| fastrand::u8(..10) > 0)
            .cloned();
        let mut request = Request::get(page.to_string());
        if let Some(copy) = &copy {
            request = copy.ask(request, self.by_date);
        }
        let known: Vec<i64> = page.entries().map(|entry| self.book.known(entry)).collect();
        self.book.asks();
        let Ok(answer) = self.client.send(request, Bytes::new()).await else {
            return self.book.failed();
        };
        match (answer.status(), copy) {
            (StatusCode::OK, _) => self.new_copy(page, &known, &answer),
            (StatusCode::NOT_MODIFIED, Some(copy)) => self.old_copy(page, &known, &copy),
            (status, _) if status.is_server_error() => self.book.failed(),
            _ => self
                .book
                .found(Finding::Unexpected(format!("{page}: {answer:?}"))),
        }
    }

    fn new_copy(&mut self, page: Page, known: &[i64], answer: &Response<Bytes>) {
        let copy = Copy {
            tag: answer.headers().get(header::ETAG).cloned(),
            date: answer.headers().get(header::LAST_MODIFIED).cloned(),
            versions: page.versions(&String::from_utf8_lossy(answer.body())),
        };
        if let Some(what) = too_old(page, known, &copy) {
            let cache = answer.headers().get("x-cache");
            self.book
                .found(Finding::OldPage(format!("{what} (X-Cache {cache:?})")));
        }
        for (entry, version) in &copy.versions {
            self.book.has_read(*entry, *version);
        }
        if answer
            .headers()
            .get(header::CACHE_CONTROL)
            .is_some_and(|field| field == "no-store")
        {
            self.copies.remove(&page);
        } else {
            self.copies.insert(page, copy);
        }
    }

    fn old_copy(&self, page: Page, known: &[i64], copy: &Copy) {
        self.book.not_modified();
        if let Some(what) = too_old(page, known, copy) {
            self.book.found(Finding::WrongNotModified(what));
        }
    }
}

impl Copy {
    fn ask(&self, request: Builder, by_date: bool) -> Builder {
        match (&self.tag, &self.date) {
            (Some(tag), date) if !by_date || date.is_none() => {
                request.header(header::IF_NONE_MATCH, tag)
            }
            (_, Some(date)) => request.header(header::IF_MODIFIED_SINCE, date),
            (_, None) => request,
        }
    }
}

/// What the page shows, where that is less than what was known before it was asked for.
fn too_old(page: Page, known: &[i64], copy: &Copy) -> Option<String> {
    let mut pairs = copy.versions.iter().zip(known);
    let ((entry, shown), known) = pairs.find(|((_, shown), known)| shown < known)?;
    Some(format!(
        "{page} shows version {shown} of entry {entry}, and {known} was known"
    ))
}
