//! A small server that does everything right, so that a fault put before it is its only one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use conditional_check::BoxFuture;
use conditional_check::in_process::Clock;
use conditional_core::{Decision, ETag, Preconditions, Representation};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode};

/// A clock that is moved by hand.
#[derive(Clone)]
pub(crate) struct Hand(Arc<Mutex<SystemTime>>);

/// What kind of server it is.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "any of them goes with any other"
)]
pub(crate) struct Kind {
    pub(crate) tagged: bool,
    pub(crate) weak: bool,
    pub(crate) dated: bool,
    /// Makes its tags of the second of the change.
    pub(crate) by_second: bool,
    /// Never changes its tags.
    pub(crate) constant: bool,
    /// Sends a date in the very second of a change, too.
    pub(crate) hasty: bool,
    pub(crate) required: bool,
    pub(crate) login: bool,
}

/// The kind that most faults are put before: a strong tag and a date.
pub(crate) const BOTH: Kind = Kind {
    tagged: true,
    weak: false,
    dated: true,
    by_second: false,
    constant: false,
    hasty: false,
    required: false,
    login: false,
};

pub(crate) const TAG_ONLY: Kind = Kind {
    dated: false,
    ..BOTH
};

pub(crate) const DATE_ONLY: Kind = Kind {
    tagged: false,
    ..BOTH
};

/// Text resources at any path.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) kind: Kind,
    pub(crate) clock: Hand,
    entries: Arc<Mutex<HashMap<String, Entry>>>,
}

#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) version: u64,
    pub(crate) text: Bytes,
    pub(crate) modified: SystemTime,
}

/// One of the copies of an entry, as the request selects it.
struct Copy {
    tag: String,
    content: Bytes,
    gzip: bool,
}

impl Hand {
    /// In the middle of a second in 2026.
    pub(crate) fn new() -> Self {
        let start = SystemTime::UNIX_EPOCH + Duration::from_millis(1_790_000_000_500);
        Self(Arc::new(Mutex::new(start)))
    }

    pub(crate) fn advance(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

impl Clock for Hand {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }

    fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.advance(time);
        Box::pin(async {})
    }
}

impl Site {
    pub(crate) fn new(kind: Kind) -> Self {
        let clock = Hand::new();
        let entry = Entry {
            version: 1,
            text: Bytes::from_static(b"the first text"),
            modified: clock.now() - Duration::from_secs(3600),
        };
        let entries = HashMap::from([("/entry".to_owned(), entry)]);
        Self {
            kind,
            clock,
            entries: Arc::new(Mutex::new(entries)),
        }
    }

    pub(crate) fn entry(&self, path: &str) -> Option<Entry> {
        self.entries.lock().unwrap().get(path).cloned()
    }

    pub(crate) fn answer(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let path = request.uri().path();
        if request.method() == Method::OPTIONS {
            let allow = (header::ALLOW, "GET, HEAD, OPTIONS, PUT".to_owned());
            return respond(StatusCode::NO_CONTENT, [allow], Bytes::new());
        }
        if self.kind.login && !request.headers().contains_key(header::AUTHORIZATION) {
            return respond(StatusCode::UNAUTHORIZED, [], Bytes::new());
        }
        let entry = self.entry(path);
        match (request.method(), entry) {
            (&Method::GET | &Method::HEAD, Some(entry)) => self.read(request, &entry),
            (&Method::PUT, entry) => self.put(request, entry.as_ref()),
            (_, None) => respond(StatusCode::NOT_FOUND, [], Bytes::from_static(b"nothing")),
            _ => respond(StatusCode::METHOD_NOT_ALLOWED, [], Bytes::new()),
        }
    }

    /// Stores the text, whatever the request says of versions.
    pub(crate) fn store(&self, path: &str, text: Bytes) -> Entry {
        let mut entries = self.entries.lock().unwrap();
        let version = entries.get(path).map_or(1, |entry| entry.version + 1);
        let entry = Entry {
            version,
            text,
            modified: self.clock.now(),
        };
        entries.insert(path.to_owned(), entry.clone());
        entry
    }

    /// Sets the date to now.
    pub(crate) fn touch(&self, path: &str) {
        if let Some(entry) = self.entries.lock().unwrap().get_mut(path) {
            entry.modified = self.clock.now();
        }
    }

    pub(crate) fn decide(&self, request: &Request<Bytes>, entry: Option<&Entry>) -> Decision {
        let now = self.clock.now();
        let preconditions = Preconditions::new(request.method(), request.headers()).at(now);
        let current = match entry {
            Some(entry) => self.representation(entry, &self.copy(request.headers(), entry)),
            None => Representation::Missing,
        };
        preconditions.evaluate(&current)
    }

    fn read(&self, request: &Request<Bytes>, entry: &Entry) -> Response<Bytes> {
        let copy = self.copy(request.headers(), entry);
        let fields = self.fields(request, entry, &copy);
        match self.decide(request, Some(entry)) {
            Decision::NotModified(_) => {
                let fields = fields.into_iter();
                let kept = fields.filter(|(name, _)| *name != header::CONTENT_ENCODING);
                respond(StatusCode::NOT_MODIFIED, kept, Bytes::new())
            }
            Decision::PreconditionFailed(_) => {
                respond(StatusCode::PRECONDITION_FAILED, [], Bytes::new())
            }
            _ if request.method() == Method::HEAD => {
                let mut answer = respond(StatusCode::OK, fields, Bytes::new());
                let length = HeaderValue::from(copy.content.len());
                answer.headers_mut().insert(header::CONTENT_LENGTH, length);
                answer
            }
            _ => self.content(request, entry, fields, &copy),
        }
    }

    fn content(
        &self,
        request: &Request<Bytes>,
        entry: &Entry,
        fields: Vec<(HeaderName, String)>,
        copy: &Copy,
    ) -> Response<Bytes> {
        let length = copy.content.len();
        let preconditions = Preconditions::new(request.method(), request.headers());
        let applies = preconditions.range_applies(&self.representation(entry, copy));
        let range = request.headers().get(header::RANGE).filter(|_| applies);
        let Some(range) = range else {
            return respond(StatusCode::OK, fields, copy.content.clone());
        };
        if range != "bytes=0-0" {
            let range = (header::CONTENT_RANGE, format!("bytes */{length}"));
            return respond(StatusCode::RANGE_NOT_SATISFIABLE, [range], Bytes::new());
        }
        let range = (header::CONTENT_RANGE, format!("bytes 0-0/{length}"));
        let fields = fields.into_iter().chain([range]);
        respond(StatusCode::PARTIAL_CONTENT, fields, copy.content.slice(..1))
    }

    fn put(&self, request: &Request<Bytes>, entry: Option<&Entry>) -> Response<Bytes> {
        let fields = [
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::IF_UNMODIFIED_SINCE,
        ];
        let has = |name| request.headers().contains_key(name);
        if self.kind.required && !fields.iter().any(has) {
            return respond(StatusCode::PRECONDITION_REQUIRED, [], Bytes::new());
        }
        if self.decide(request, entry) != Decision::Proceed {
            return respond(StatusCode::PRECONDITION_FAILED, [], Bytes::new());
        }
        let written = self.store(request.uri().path(), request.body().clone());
        let status = entry.map_or(StatusCode::CREATED, |_| StatusCode::OK);
        let copy = self.copy(request.headers(), &written);
        respond(status, self.validators(&written, &copy), Bytes::new())
    }

    fn fields(
        &self,
        request: &Request<Bytes>,
        entry: &Entry,
        copy: &Copy,
    ) -> Vec<(HeaderName, String)> {
        let mut fields = self.validators(entry, copy);
        let keeps = self.kind.tagged || !self.kind.dated || self.sends_date(entry);
        let policy = if keeps {
            "private, max-age=60"
        } else {
            "no-store"
        };
        let expires = self.clock.now() + Duration::from_secs(60);
        let vary = "accept, accept-encoding, accept-language, cookie, authorization, origin";
        fields.extend([
            (header::CACHE_CONTROL, policy.to_owned()),
            (header::CONTENT_LOCATION, request.uri().path().to_owned()),
            (header::EXPIRES, httpdate::fmt_http_date(expires)),
            (header::VARY, vary.to_owned()),
        ]);
        if copy.gzip {
            fields.push((header::CONTENT_ENCODING, "gzip".to_owned()));
        }
        if let Some(origin) = text(request.headers(), &header::ORIGIN) {
            fields.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, origin));
        }
        fields
    }

    fn validators(&self, entry: &Entry, copy: &Copy) -> Vec<(HeaderName, String)> {
        let mut fields = Vec::new();
        if self.kind.tagged {
            fields.push((header::ETAG, copy.tag.clone()));
        }
        if self.kind.dated && self.sends_date(entry) {
            let modified = httpdate::fmt_http_date(entry.modified);
            fields.push((header::LAST_MODIFIED, modified));
        }
        fields
    }

    /// Not in the second of the change: another one may follow in it.
    fn sends_date(&self, entry: &Entry) -> bool {
        self.kind.hasty || second(entry.modified) < second(self.clock.now())
    }

    fn representation(&self, entry: &Entry, copy: &Copy) -> Representation {
        let mut current = Representation::present();
        if self.kind.tagged {
            current = current.with_etag(copy.tag.parse::<ETag>().unwrap());
        }
        if self.kind.dated {
            current = current.with_last_modified(entry.modified);
        }
        current
    }

    fn copy(&self, headers: &HeaderMap, entry: &Entry) -> Copy {
        let asks_for = |name: &HeaderName, what: &str| {
            text(headers, name).is_some_and(|value| value.contains(what))
        };
        let language = if asks_for(&header::ACCEPT_LANGUAGE, "de") {
            "De"
        } else {
            "En"
        };
        let json = asks_for(&header::ACCEPT, "json");
        let gzip = asks_for(&header::ACCEPT_ENCODING, "gzip");
        let user = text(headers, &header::COOKIE).unwrap_or_default();
        let user = user.trim_start_matches("user=");
        let media = if json { "json" } else { "text" };
        let version = match self.kind {
            Kind { constant: true, .. } => 1,
            Kind {
                by_second: true, ..
            } => second(entry.modified),
            _ => entry.version,
        };
        let coding = if gzip { "-gzip" } else { "" };
        let weak = if self.kind.weak { "W/" } else { "" };
        let readable = format!("{media} for {user} in {language}: ");
        let magic: &[u8] = if gzip { b"\x1f\x8b" } else { b"" };
        Copy {
            tag: format!("{weak}\"v{version}.{media}.{language}.{user}{coding}\""),
            content: [magic, readable.as_bytes(), &entry.text].concat().into(),
            gzip,
        }
    }
}

pub(crate) fn respond(
    status: StatusCode,
    fields: impl IntoIterator<Item = (HeaderName, String)>,
    content: Bytes,
) -> Response<Bytes> {
    let mut answer = Response::new(content);
    *answer.status_mut() = status;
    for (name, value) in fields {
        answer.headers_mut().append(name, value.parse().unwrap());
    }
    answer
}

/// All lines of a field that are text.
pub(crate) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let lines: Vec<_> = headers.get_all(name).iter().map(as_text).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

fn as_text(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

pub(crate) fn second(time: SystemTime) -> u64 {
    let since_1970 = time.duration_since(SystemTime::UNIX_EPOCH).unwrap();
    since_1970.as_secs()
}
