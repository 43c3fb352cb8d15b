//! What to check, and with what.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::future::IntoFuture;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use crate::engine;
use crate::report::Report;
use crate::scene::{Subject, Write};
use crate::transport::{BoxFuture, Transport};

/// A check of one resource, to be awaited.
///
/// It reads with GET, HEAD and OPTIONS. It writes only where [`write`](Self::write) allowed it.
///
/// ```
/// # use std::time::{Duration, SystemTime};
/// # use bytes::Bytes;
/// # use conditional_check::{BoxFuture, Check, Transport, Unreachable};
/// # use http::{Method, Request, Response};
/// # struct Server;
/// # impl Transport for Server {
/// #     fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, Unreachable>> {
/// #         Box::pin(async { Err(Unreachable::new("connection refused")) })
/// #     }
/// #     fn now(&self) -> SystemTime { SystemTime::now() }
/// #     fn wait(&self, _: Duration) -> BoxFuture<'_, ()> { Box::pin(async {}) }
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let report = Check::new(Server, "http://127.0.0.1:3000/entries/1")
///     .header("cookie", "session=ann")
///     .write(Method::PUT, "text/plain", ["one text", "another text"])
///     .required() // a write without a precondition is to be answered 428
///     .missing("/entries/999")
///     .create("/entries/1000") // it stays there afterwards
///     .skip("if-range")
///     .without_waiting()
///     .await;
/// // Nobody listens there.
/// assert!(report.unasked().count() > 0);
/// # }
/// ```
#[must_use = "a check does nothing unless it is awaited"]
pub struct Check {
    transport: Box<dyn Transport>,
    target: String,
    headers: HeaderMap,
    write: Option<Write>,
    required: bool,
    missing: Option<String>,
    create: Option<String>,
    waits: bool,
    skipped: BTreeSet<String>,
    mistake: Option<String>,
}

impl Check {
    /// Checks the resource at `target`: a URL, or a path where the transport needs no more.
    pub fn new(transport: impl Transport + 'static, target: impl Into<String>) -> Self {
        Self {
            transport: Box::new(transport),
            target: target.into(),
            headers: HeaderMap::new(),
            write: None,
            required: false,
            missing: None,
            create: None,
            waits: true,
            skipped: BTreeSet::new(),
            mistake: None,
        }
    }

    /// Sends this field with every request. What is no field makes every rule *unasked*.
    ///
    /// With `Cookie` or `Authorization` it is also checked what the server says without it.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: Display>,
        V: TryInto<HeaderValue, Error: Display>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
            }
            (Err(error), _) => self.mistake(format!("header: {error}")),
            (_, Err(error)) => self.mistake(format!("header: {error}")),
        }
        self
    }

    /// Allows writes to the resource with this method, PUT, PATCH or POST, and these bodies.
    ///
    /// The bodies take turns. With two that make different content every rule can be asked; with
    /// one, those that need a second change are skipped. The resource is **left changed**.
    pub fn write<B: Into<Bytes>>(
        mut self,
        method: Method,
        content_type: &str,
        bodies: impl IntoIterator<Item = B>,
    ) -> Self {
        if ![Method::PUT, Method::PATCH, Method::POST].contains(&method) {
            self.mistake(format!("write: {method} is none of PUT, PATCH and POST"));
        }
        let content_type = HeaderValue::try_from(content_type);
        if let Err(error) = &content_type {
            self.mistake(format!("content type: {error}"));
        }
        self.write = Some(Write {
            method,
            content_type: content_type.ok().filter(|value| !value.is_empty()),
            bodies: bodies.into_iter().map(Into::into).collect(),
        });
        self
    }

    /// Expects 428 for a write without a precondition (RFC 6585 §3).
    ///
    /// Unless this is said, a server may allow such writes.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Names a resource that is not there, as a path or URL. It is read and, where writes are
    /// allowed, written to with an `If-Match` that must fail.
    pub fn missing(mut self, target: impl Into<String>) -> Self {
        self.missing = Some(target.into());
        self
    }

    /// Names a resource that is not there and that the check may **create**, as a path or URL.
    ///
    /// It stays there afterwards.
    pub fn create(mut self, target: impl Into<String>) -> Self {
        self.create = Some(target.into());
        self
    }

    /// Leaves out the rules that have to wait for the next second.
    pub fn without_waiting(mut self) -> Self {
        self.waits = false;
        self
    }

    /// Leaves out a rule, by its [name](crate::Rule::name), or all rules of a topic
    /// (`"if-range"`). A name that no rule has makes every rule *unasked*.
    pub fn skip(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        if !crate::rules::rules().any(|rule| engine::is_named(rule, &name)) {
            self.mistake(format!("skip: no rule is named {name}"));
        }
        self.skipped.insert(name);
        self
    }

    fn mistake(&mut self, text: String) {
        self.mistake.get_or_insert(text);
    }

    async fn run(self) -> Report {
        let target = self.target.clone();
        let skipped = self.skipped.clone();
        match self.into_subject() {
            Ok(subject) => engine::run(&subject, &target, &skipped).await,
            Err(mistake) => engine::nothing_asked(&target, &mistake),
        }
    }

    fn into_subject(self) -> Result<Subject, String> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        let target = parse(&self.target)?;
        let beside = |other: Option<String>| {
            let other = other.map(|other| resolve(&target, &other));
            other.transpose()
        };
        Ok(Subject {
            missing: beside(self.missing)?,
            create: beside(self.create)?,
            target: target.clone(),
            transport: self.transport,
            headers: self.headers,
            write: self.write,
            required: self.required,
            waits: self.waits,
            written: <_>::default(),
        })
    }
}

impl IntoFuture for Check {
    type Output = Report;
    type IntoFuture = BoxFuture<'static, Report>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Check")
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

fn parse(target: &str) -> Result<Uri, String> {
    let needed = "a URL begins with `http://` or `https://`, a path with `/`";
    target
        .parse()
        .map_err(|error| format!("`{target}`: {error}: {needed}"))
}

/// A path is one on the same server.
fn resolve(base: &Uri, target: &str) -> Result<Uri, String> {
    let mut parts = parse(target)?.into_parts();
    if parts.authority.is_none() {
        parts.scheme = base.scheme().cloned();
        parts.authority = base.authority().cloned();
    }
    Uri::from_parts(parts).map_err(|error| format!("{target}: {error}"))
}
