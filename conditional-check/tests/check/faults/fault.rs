//! What is put before a correct server to make one thing wrong.

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use conditional_check::in_process::InProcess;
use conditional_check::{BoxFuture, Check, Report};
use http::header::{self, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use tower::service_fn;

use crate::site::{Kind, Site, respond};

/// A tag that no version of the site has.
pub(crate) const NONE: &str = "\"none\"";

/// Long before the first version.
pub(crate) const OLD: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

type Handler =
    Arc<dyn Fn(Site, Request<Bytes>) -> BoxFuture<'static, Response<Bytes>> + Send + Sync>;

type Change = dyn Fn(&Site, &Request<Bytes>, &str) -> Option<String>;

/// A rule and a server that breaks just that one.
pub(crate) struct Fault {
    pub(crate) rule: &'static str,
    pub(crate) kind: Kind,
    handler: Handler,
}

/// The server answers by a function of its own.
pub(crate) fn handled(
    rule: &'static str,
    kind: Kind,
    handler: impl Fn(&Site, Request<Bytes>) -> Response<Bytes> + Send + Sync + 'static,
) -> Fault {
    later(rule, kind, move |site, request| {
        Box::pin(ready(handler(&site, request)))
    })
}

/// The same, and takes its time.
pub(crate) fn later(
    rule: &'static str,
    kind: Kind,
    handler: impl Fn(Site, Request<Bytes>) -> BoxFuture<'static, Response<Bytes>>
    + Send
    + Sync
    + 'static,
) -> Fault {
    let handler = Arc::new(handler);
    Fault {
        rule,
        kind,
        handler,
    }
}

/// The server misreads a request.
pub(crate) fn misread(
    rule: &'static str,
    kind: Kind,
    change: impl Fn(&Site, &mut Request<Bytes>) + Send + Sync + 'static,
) -> Fault {
    handled(rule, kind, move |site, mut request| {
        change(site, &mut request);
        site.answer(&request)
    })
}

/// The server garbles an answer.
pub(crate) fn garbled(
    rule: &'static str,
    kind: Kind,
    change: impl Fn(&Request<Bytes>, &mut Response<Bytes>) + Send + Sync + 'static,
) -> Fault {
    handled(rule, kind, move |site, request| {
        let mut answer = site.answer(&request);
        change(&request, &mut answer);
        answer
    })
}

/// The server misreads one field of reads; the function gives what it takes a line for.
pub(crate) fn misread_in_reads(
    rule: &'static str,
    kind: Kind,
    name: HeaderName,
    change: impl Fn(&Site, &Request<Bytes>, &str) -> Option<String> + Send + Sync + 'static,
) -> Fault {
    misread(rule, kind, move |site, request| {
        if is_read(request) {
            reread(site, request, &name, &change);
        }
    })
}

/// The same in writes.
pub(crate) fn misread_in_writes(
    rule: &'static str,
    kind: Kind,
    name: HeaderName,
    change: impl Fn(&Site, &Request<Bytes>, &str) -> Option<String> + Send + Sync + 'static,
) -> Fault {
    misread(rule, kind, move |site, request| {
        if request.method() == Method::PUT {
            reread(site, request, &name, &change);
        }
    })
}

/// The server does the write, and answers as if it had not.
pub(crate) fn done_all_the_same(
    rule: &'static str,
    kind: Kind,
    when: impl Fn(&Site, &Request<Bytes>) -> bool + Send + Sync + 'static,
) -> Fault {
    handled(rule, kind, move |site, request| {
        let answer = site.answer(&request);
        if request.method() == Method::PUT && when(site, &request) {
            site.store(request.uri().path(), request.body().clone());
        }
        answer
    })
}

/// All that a check can be given, so that every rule is asked that can be.
pub(crate) async fn check(fault: &Fault) -> Report {
    let site = Site::new(fault.kind);
    let (clock, handler) = (site.clock.clone(), Arc::clone(&fault.handler));
    let service = service_fn(move |request: Request<Full<Bytes>>| {
        let (site, handler) = (site.clone(), Arc::clone(&handler));
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let answer = handler(site, Request::from_parts(parts, body)).await;
            Ok::<_, Infallible>(answer.map(Full::new))
        }
    });
    let check = Check::new(InProcess::new(service).with_clock(clock), "/entry")
        .header("cookie", "user=ann")
        .header("authorization", "Basic YW5uOg==")
        .write(Method::PUT, "text/plain", ["a text", "another text"])
        .missing("/nothing")
        .create("/new");
    if fault.kind.required {
        return check.required().await;
    }
    check.await
}

pub(crate) fn is_read(request: &Request<Bytes>) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

pub(crate) fn has(request: &Request<Bytes>, name: &HeaderName) -> bool {
    request.headers().contains_key(name)
}

pub(crate) fn wants_gzip(request: &Request<Bytes>) -> bool {
    request.headers().get(header::ACCEPT_ENCODING) == Some(&HeaderValue::from_static("gzip"))
}

/// Sets a field to one line.
pub(crate) fn set<B>(message: &mut B, name: HeaderName, value: &str)
where
    B: Headers,
{
    let value = HeaderValue::from_bytes(&latin_1_octets(value)).unwrap();
    message.headers_of().insert(name, value);
}

pub(crate) fn refuse(status: u16) -> Response<Bytes> {
    respond(StatusCode::from_u16(status).unwrap(), [], Bytes::new())
}

/// The tag and the date of the copy that the request selects.
pub(crate) fn tag(site: &Site, request: &Request<Bytes>) -> String {
    let mut plain = Request::new(Bytes::new());
    *plain.uri_mut() = request.uri().clone();
    for name in [
        header::COOKIE,
        header::AUTHORIZATION,
        header::ACCEPT_ENCODING,
    ] {
        if let Some(value) = request.headers().get(&name) {
            plain.headers_mut().insert(name, value.clone());
        }
    }
    let answer = site.answer(&plain);
    let tag = answer.headers().get(header::ETAG);
    tag.map_or(String::new(), |tag| tag.to_str().unwrap().to_owned())
}

/// When the entry was modified, as it is sent.
pub(crate) fn modified(site: &Site, request: &Request<Bytes>) -> Option<SystemTime> {
    let entry = site.entry(request.uri().path())?;
    httpdate::parse_http_date(&httpdate::fmt_http_date(entry.modified)).ok()
}

pub(crate) fn parse(date: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(date).ok()
}

pub(crate) fn date(time: SystemTime) -> String {
    httpdate::fmt_http_date(time)
}

pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// Requests and answers.
pub(crate) trait Headers {
    fn headers_of(&mut self) -> &mut http::HeaderMap;
}

impl Headers for Request<Bytes> {
    fn headers_of(&mut self) -> &mut http::HeaderMap {
        self.headers_mut()
    }
}

impl Headers for Response<Bytes> {
    fn headers_of(&mut self) -> &mut http::HeaderMap {
        self.headers_mut()
    }
}

/// `None` drops the line.
fn reread(site: &Site, request: &mut Request<Bytes>, name: &HeaderName, change: &Change) {
    let lines: Vec<String> = request
        .headers()
        .get_all(name)
        .iter()
        .map(latin_1)
        .collect();
    let changed: Vec<_> = lines
        .iter()
        .filter_map(|line| change(site, request, line))
        .collect();
    request.headers_mut().remove(name);
    for line in changed {
        let value = HeaderValue::from_bytes(&latin_1_octets(&line)).unwrap();
        request.headers_mut().append(name, value);
    }
}

/// A character for each octet, so that nothing is lost.
fn latin_1(value: &HeaderValue) -> String {
    value
        .as_bytes()
        .iter()
        .map(|&octet| char::from(octet))
        .collect()
}

fn latin_1_octets(text: &str) -> Vec<u8> {
    text.chars()
        .map(|character| u8::try_from(character).unwrap())
        .collect()
}
