//! A request in the making.

use std::future::IntoFuture;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, StatusCode, Uri};

use super::line::line;
use super::{Answer, Stop, Subject, Write, skip};
use crate::exchange::Exchange;
use crate::transport::BoxFuture;

/// A request with the user's fields. Awaiting it sends it.
pub(crate) struct Ask<'a> {
    subject: &'a Subject,
    log: &'a Mutex<Vec<Exchange>>,
    method: Method,
    target: &'a Uri,
    headers: HeaderMap,
    body: Bytes,
    writes: bool,
    unsendable: bool,
}

impl<'a> Ask<'a> {
    pub(super) fn new(
        subject: &'a Subject,
        log: &'a Mutex<Vec<Exchange>>,
        method: Method,
        target: &'a Uri,
    ) -> Self {
        Self {
            subject,
            log,
            method,
            target,
            headers: subject.headers.clone(),
            body: Bytes::new(),
            writes: false,
            unsendable: false,
        }
    }

    pub(super) fn writing(mut self, write: &Write, after: usize) -> Self {
        if let Some(content_type) = &write.content_type {
            let content_type = content_type.clone();
            self.headers.insert(header::CONTENT_TYPE, content_type);
        }
        self.body = write.body(&self.subject.written, after);
        self.writes = true;
        self
    }

    /// Adds a line of this field.
    pub(crate) fn with(mut self, name: HeaderName, value: impl AsRef<[u8]>) -> Self {
        match HeaderValue::from_bytes(value.as_ref()) {
            Ok(value) => {
                self.headers.append(name, value);
            }
            Err(_) => self.unsendable = true,
        }
        self
    }

    pub(crate) fn without(mut self, name: &HeaderName) -> Self {
        self.headers.remove(name);
        self
    }

    /// With this field in place of the user's own.
    pub(crate) fn instead(self, name: HeaderName, value: impl AsRef<[u8]>) -> Self {
        self.without(&name).with(name, value)
    }

    pub(crate) fn if_match(self, value: impl AsRef<[u8]>) -> Self {
        self.with(header::IF_MATCH, value)
    }

    pub(crate) fn if_none_match(self, value: impl AsRef<[u8]>) -> Self {
        self.with(header::IF_NONE_MATCH, value)
    }

    pub(crate) fn if_modified_since(self, value: impl AsRef<[u8]>) -> Self {
        self.with(header::IF_MODIFIED_SINCE, value)
    }

    pub(crate) fn if_unmodified_since(self, value: impl AsRef<[u8]>) -> Self {
        self.with(header::IF_UNMODIFIED_SINCE, value)
    }

    pub(crate) fn if_range(self, value: impl AsRef<[u8]>) -> Self {
        self.with(header::IF_RANGE, value)
    }

    /// Asks for the first octet only.
    pub(crate) fn first_octet(self) -> Self {
        self.with(header::RANGE, "bytes=0-0")
    }

    /// Asks for a gzip copy.
    pub(crate) fn gzip(self) -> Self {
        self.instead(header::ACCEPT_ENCODING, "gzip")
    }

    /// Sends what a strict server may take for malformed; then the rule says nothing.
    pub(crate) async fn if_accepted(self) -> Result<Answer, Stop> {
        match self.send().await {
            Err(Stop::Unasked(_)) => Err(skip("the server takes no such request")),
            answer => answer?.unless_declined(),
        }
    }

    async fn send(self) -> Result<Answer, Stop> {
        if self.unsendable {
            return Err(skip("the value cannot be sent in a field"));
        }
        let sent = self.lines();
        let (subject, log, writes) = (self.subject, self.log, self.writes);
        let begun = subject.transport.now();
        let answer = subject.transport.send(self.into_request()).await;
        let took = subject.transport.now().duration_since(begun);
        let answer = answer.map_err(|error| Stop::Unasked(error.to_string()))?;
        let answer = Answer::new(answer, took.unwrap_or_default());
        if writes && answer.status().is_success() {
            subject.wrote();
        }
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        log.push(Exchange::new(sent, answer.lines()));
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            let reason = "429: the server limits how often it is asked".to_owned();
            return Err(Stop::Unasked(reason));
        }
        Ok(answer)
    }

    fn into_request(self) -> Request<Bytes> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.target.clone();
        *request.headers_mut() = self.headers;
        request
    }

    /// Credentials are not shown.
    fn lines(&self) -> Vec<String> {
        let target = self.target.path_and_query();
        let target = target.map_or("/", |target| target.as_str());
        let mut lines = vec![format!("{} {target}", self.method)];
        for (name, value) in &self.headers {
            lines.push(match *name {
                header::AUTHORIZATION | header::COOKIE => format!("{name}: …"),
                _ => line(name, value.as_bytes()),
            });
        }
        lines
    }
}

impl<'a> IntoFuture for Ask<'a> {
    type Output = Result<Answer, Stop>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
