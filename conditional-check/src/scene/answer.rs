//! What came back, and the questions that rules ask about it.

use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName};
use http::{Response, StatusCode};

use super::line::line;
use super::{Must, Stop, broken, skip};
use crate::date::Date;
use crate::tag::Tag;

/// The fields that a report shows.
const SHOWN: [HeaderName; 11] = [
    header::ETAG,
    header::LAST_MODIFIED,
    header::DATE,
    header::CACHE_CONTROL,
    header::EXPIRES,
    header::VARY,
    header::CONTENT_LOCATION,
    header::CONTENT_ENCODING,
    header::CONTENT_RANGE,
    header::CONTENT_LENGTH,
    header::ALLOW,
];

/// A complete answer.
#[derive(Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    took: Duration,
}

/// The field's name as people write it, `Last-Modified`.
pub(crate) fn titled(name: &HeaderName) -> String {
    if *name == header::ETAG {
        return "ETag".to_owned();
    }
    let words = name.as_str().split('-').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_ascii_uppercase() + rest
    });
    words.collect::<Vec<_>>().join("-")
}

impl Answer {
    pub(crate) fn new(response: Response<Bytes>, took: Duration) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
            took,
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn body(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn took(&self) -> Duration {
        self.took
    }

    /// The first line of a field.
    pub(crate) fn field(&self, name: &HeaderName) -> Option<&[u8]> {
        self.headers.get(name).map(http::HeaderValue::as_bytes)
    }

    pub(crate) fn has(&self, name: &HeaderName) -> bool {
        self.headers.contains_key(name)
    }

    /// The members of a list field, in lower case and in order.
    pub(crate) fn members(&self, name: &HeaderName) -> Vec<String> {
        let lines = self.headers.get_all(name).iter();
        let text = lines.flat_map(|line| {
            let line = String::from_utf8_lossy(line.as_bytes()).to_ascii_lowercase();
            line.split(',')
                .map(|member| member.trim().to_owned())
                .collect::<Vec<_>>()
        });
        let mut members: Vec<_> = text.filter(|member| !member.is_empty()).collect();
        members.sort_unstable();
        members.dedup();
        members
    }

    /// Whether `Vary` says that this request field matters.
    pub(crate) fn varies_by(&self, name: &HeaderName) -> bool {
        let members = self.members(&header::VARY);
        members
            .iter()
            .any(|member| member == "*" || member == name.as_str())
    }

    pub(crate) fn cache_control_has(&self, directives: &[&str]) -> bool {
        let members = self.members(&header::CACHE_CONTROL);
        members.iter().any(|member| {
            let name = member.split('=').next().unwrap_or_default();
            directives.contains(&name)
        })
    }

    pub(crate) fn tag(&self) -> Option<Tag> {
        Tag::parse(self.field(&header::ETAG)?)
    }

    pub(crate) fn date(&self, name: &HeaderName) -> Option<Date> {
        Date::parse_sent(self.field(name)?)
    }

    /// The answer itself, where it has this status.
    pub(crate) fn with_status(self, status: u16) -> Result<Self, Stop> {
        self.is(status)?;
        Ok(self)
    }

    pub(crate) fn is(&self, status: u16) -> Must {
        if self.status.as_u16() == status {
            return Ok(());
        }
        Err(broken(format!(
            "the status is {}, not {status}",
            self.status.as_u16()
        )))
    }

    /// 200 with the whole content.
    pub(crate) fn is_like(&self, plain: &Self) -> Must {
        self.is(200)?;
        if self.body != plain.body {
            return Err(broken("the 200 has other content than without the field"));
        }
        Ok(())
    }

    pub(crate) fn is_success(&self) -> Must {
        if self.status.is_success() {
            return Ok(());
        }
        let status = self.status.as_u16();
        Err(broken(format!(
            "the status is {status}, not one of success"
        )))
    }

    pub(crate) fn is_refusal(&self) -> Must {
        if self.status.is_client_error() {
            return Ok(());
        }
        let status = self.status.as_u16();
        Err(broken(format!("the status is {status}, not a refusal")))
    }

    pub(crate) fn is_no_server_error(&self) -> Must {
        if self.status.is_server_error() {
            let status = self.status.as_u16();
            return Err(broken(format!("the status is {status}, a server error")));
        }
        Ok(())
    }

    /// Stops where the request was too large, or its form not to the server's taste.
    pub(crate) fn unless_declined(self) -> Result<Self, Stop> {
        match self.status.as_u16() {
            400 | 413 | 414 | 431 | 494 => {
                let status = self.status.as_u16();
                Err(skip(format!("the server declines such a field ({status})")))
            }
            _ => Ok(self),
        }
    }

    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.status.to_string()];
        for name in SHOWN {
            for value in self.headers.get_all(&name) {
                lines.push(line(&name, value.as_bytes()));
            }
        }
        lines
    }
}
