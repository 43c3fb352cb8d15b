//! [`Reply`]: one answer, and what is asserted of it.

use std::borrow::Cow;
use std::fmt;

use axum::response::Response;
use bytes::Bytes;
use conditional_axum::Decision;
use http::HeaderValue;
use http::response::Parts;
use http_body_util::BodyExt as _;

/// An answer whose body was collected. Every assertion prints all of it.
pub struct Reply {
    parts: Parts,
    body: Bytes,
}

impl Reply {
    /// Reads the body to its end.
    pub async fn collect(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body without error");
        Self {
            parts,
            body: body.to_bytes(),
        }
    }

    /// Asserts the status.
    #[track_caller]
    pub fn status(&self, expected: u16) -> &Self {
        let status = self.parts.status.as_u16();
        assert!(status == expected, "expected status {expected}: {self:?}");
        self
    }

    /// Asserts that there is one line of this field, with this value.
    #[track_caller]
    pub fn header(&self, name: &str, expected: &str) -> &Self {
        self.lines(name, &[expected])
    }

    /// Asserts all lines of this field.
    #[track_caller]
    pub fn lines(&self, name: &str, expected: &[&str]) -> &Self {
        let lines: Vec<&[u8]> = self
            .parts
            .headers
            .get_all(name)
            .iter()
            .map(HeaderValue::as_bytes)
            .collect();
        let wanted: Vec<&[u8]> = expected.iter().map(|line| line.as_bytes()).collect();
        assert!(
            lines == wanted,
            "expected `{name}` to be {expected:?}: {self:?}"
        );
        self
    }

    /// Asserts that a field is not there.
    #[track_caller]
    pub fn without(&self, name: &str) -> &Self {
        assert!(
            !self.parts.headers.contains_key(name),
            "expected no `{name}`: {self:?}"
        );
        self
    }

    /// Asserts that no length of content is told. Before a server has framed it, axum writes the 0 of
    /// an empty body into the header, and so does HTTP/2.
    #[track_caller]
    pub fn without_length(&self) -> &Self {
        if self.parts.headers.contains_key("content-length") {
            self.header("content-length", "0");
        }
        self
    }

    /// The text of a field that must be there once.
    #[track_caller]
    #[must_use]
    pub fn text_of(&self, name: &str) -> &str {
        match self.field(name) {
            Some(text) => text,
            None => panic!("expected a text in `{name}`: {self:?}"),
        }
    }

    /// The text of a field that may be there.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        let value = self.parts.headers.get(name);
        value.and_then(|value| value.to_str().ok())
    }

    /// Asserts the body.
    #[track_caller]
    pub fn body(&self, expected: impl AsRef<[u8]>) -> &Self {
        let expected = expected.as_ref();
        let text = String::from_utf8_lossy(expected);
        assert!(
            self.body == expected,
            "expected the body {text:?}: {self:?}"
        );
        self
    }

    /// Asserts what the guard left in the extensions.
    #[track_caller]
    pub fn decision(&self, expected: Option<Decision>) -> &Self {
        let decision = self.parts.extensions.get::<Decision>().copied();
        assert!(
            decision == expected,
            "expected the decision {expected:?}: {self:?}"
        );
        self
    }

    /// Whether a value of this type is in the extensions.
    #[must_use]
    pub fn carries<T: Clone + Send + Sync + 'static>(&self) -> bool {
        self.parts.extensions.get::<T>().is_some()
    }

    /// Whether it has this status, and the guard left this decision.
    #[must_use]
    pub fn is(&self, status: u16, decision: Option<Decision>) -> bool {
        let left = self.parts.extensions.get::<Decision>().copied();
        self.parts.status.as_u16() == status && left == decision
    }

    /// Whether this is the body.
    #[must_use]
    pub fn has_body(&self, body: &str) -> bool {
        self.body == body
    }

    /// Whether the status is one of success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.parts.status.is_success()
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// Asserts a 304 with this tag, and nothing that a 304 must not have.
    #[track_caller]
    pub fn not_modified(&self, etag: &str) -> &Self {
        self.status(304)
            .header("etag", etag)
            .without_length()
            .without("content-type")
            .body("")
    }

    /// Asserts problem details of this status, whose text names this field.
    #[track_caller]
    pub fn problem(&self, status: u16, field: &str) -> &Self {
        self.status(status)
            .header("content-type", "application/problem+json");
        let text = self.text();
        assert!(
            text.contains(&format!("\"status\":{status}")),
            "expected its status in the body: {self:?}"
        );
        assert!(
            text.contains("\"title\":\"Precondition "),
            "expected a title in the body: {self:?}"
        );
        assert!(
            text.contains("\"type\":\""),
            "expected a type in the body: {self:?}"
        );
        assert!(
            text.contains(&format!("\"detail\":\"{field}")),
            "expected a detail that starts with {field}: {self:?}"
        );
        self
    }

    /// Asserts the 412 that this field causes.
    #[track_caller]
    pub fn precondition_failed(&self, field: &str) -> &Self {
        self.problem(412, &format!("{field} does not hold"))
    }

    /// Asserts the 428.
    #[track_caller]
    pub fn precondition_required(&self) -> &Self {
        self.problem(428, "This request must be conditional")
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n  {:?} {}", self.parts.version, self.parts.status)?;
        for (name, value) in &self.parts.headers {
            writeln!(f, "  {name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
        }
        let decision = self.parts.extensions.get::<Decision>();
        writeln!(f, "  (decision: {decision:?})")?;
        writeln!(f, "\n  {}", self.text())
    }
}
