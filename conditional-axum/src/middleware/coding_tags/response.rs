//! Marks the tag of a response.

use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::response::Response;
use conditional_core::is_etag;

use super::coding::Applied;
use super::copies::{Read, split};
use super::suffix;
use crate::response::not_modified;

/// As tower-http writes it on the 200.
const ACCEPT_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");

/// Made of the bytes before a coding (RFC 9530): no digest is better than one of other bytes.
const DIGESTS: [&str; 2] = ["repr-digest", "content-digest"];

/// Puts the coding on the response's tag.
pub(super) fn mark(response: &mut Response, read: Option<&Read>) {
    let status = response.status();
    let is_304 = status == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    let said = Said::in_fields(headers);
    let adds_vary = !said.varies && said.is_copy(status, read);
    let is_coded = said.coding != Lines::None;
    let has_wrong_digest = is_coded && said.has_digest;
    let marked = if is_304 {
        said.tag_of_304(read)
    } else {
        said.marked(said.applied())
    };

    if let Some(marked) = marked {
        replace_etag(headers, marked);
    }
    if adds_vary {
        headers.append(header::VARY, ACCEPT_ENCODING);
    }
    if has_wrong_digest {
        for name in DIGESTS {
            headers.remove(name);
        }
    }
    if is_304 && is_coded {
        headers.remove(header::CONTENT_ENCODING);
    }
    if is_304 {
        // A compressor inside may have made something of nothing.
        let is_head = read.is_some_and(|read| read.is_head);
        *response.body_mut() = not_modified::no_content(is_head);
    }
}

/// What a response says of itself: found in one walk over its fields, which takes less time than to
/// look each of them up.
#[derive(Default)]
struct Said<'a> {
    etag: Lines<'a>,
    coding: Lines<'a>,
    has_validator: bool,
    /// Whether caches know that there are other copies.
    varies: bool,
    has_digest: bool,
}

/// The lines of a field that has one value.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Lines<'a> {
    #[default]
    None,
    One(&'a HeaderValue),
    Several,
}

impl<'a> Said<'a> {
    fn in_fields(headers: &'a HeaderMap) -> Self {
        let mut said = Self::default();
        for (name, line) in headers {
            match *name {
                header::ETAG => {
                    said.etag = said.etag.and(line);
                    said.has_validator = true;
                }
                header::LAST_MODIFIED => said.has_validator = true,
                header::CONTENT_ENCODING => said.coding = said.coding.and(line),
                header::VARY => said.varies |= names_accept_encoding(line),
                // As text: to compare two names takes longer.
                _ => said.has_digest |= DIGESTS.contains(&name.as_str()),
            }
        }
        said
    }

    /// Whether a cache can hold it as one of several copies. A compressor leaves parts as they are,
    /// and does not tell that the whole would have varied (RFC 9110 §15.3.7).
    fn is_copy(&self, status: StatusCode, read: Option<&Read>) -> bool {
        match status {
            StatusCode::NOT_MODIFIED => true,
            StatusCode::OK | StatusCode::PARTIAL_CONTENT => read.is_some() && self.has_validator,
            _ => false,
        }
    }

    fn applied(&self) -> Applied {
        match self.coding {
            Lines::None => Applied::Nothing,
            Lines::One(line) => Applied::of_line(line),
            Lines::Several => Applied::Other,
        }
    }

    /// The only `ETag`. It is not checked to be one.
    const fn tag(&self) -> Option<&'a HeaderValue> {
        match self.etag {
            Lines::One(line) => Some(line),
            Lines::None | Lines::Several => None,
        }
    }

    /// The tag that a 304 gets, if it is another one than it has.
    fn tag_of_304(&self, read: Option<&Read>) -> Option<HeaderValue> {
        let Some(sent) = read.and_then(|read| read.sent.as_ref()) else {
            // By date: which copy the client holds, it has not told, and a weak tag names all of them.
            let would_be = self.applied();
            let is_unknown =
                would_be == Applied::Nothing && read.is_some_and(|read| read.may_be_coded);
            return self.marked(if is_unknown { Applied::Other } else { would_be });
        };
        let strong = match self.tag().and_then(|tag| split(tag.as_bytes())) {
            Some((false, opaque)) => Some(opaque),
            _ => None,
        };
        let copy = strong.and_then(|opaque| sent.copy(opaque));
        copy.or_else(|| self.marked(Applied::Nothing))
    }

    /// The tag of a copy to which this coding was applied, if it is another one.
    ///
    /// A weak tag names the meaning, which is the same in every coding. A strong one of bytes that
    /// have no suffix of their own becomes weak.
    fn marked(&self, applied: Applied) -> Option<HeaderValue> {
        let tag = self.tag()?.as_bytes();
        let (is_weak, opaque) = split(tag)?;
        let coding = match applied {
            Applied::One(coding) if !is_weak => Some(coding),
            _ => None,
        };
        let [identity, coding] = suffix::mark(opaque, coding);
        let becomes_weak = !is_weak && applied == Applied::Other;
        let stays = !becomes_weak && identity.is_empty() && coding.is_empty();
        if stays || !is_etag(tag) {
            return None;
        }
        let mark: &[u8] = if becomes_weak { b"W/" } else { b"" };
        // Exactly, so that the value takes the text over without a further allocation.
        let length = mark.len() + tag.len() + identity.len() + coding.len();
        let mut text = Vec::with_capacity(length);
        text.extend_from_slice(mark);
        text.extend_from_slice(tag.strip_suffix(b"\"")?);
        text.extend_from_slice(identity);
        text.extend_from_slice(coding);
        text.push(b'"');
        HeaderValue::try_from(text).ok()
    }
}

impl<'a> Lines<'a> {
    const fn and(self, line: &'a HeaderValue) -> Self {
        match self {
            Self::None => Self::One(line),
            Self::One(_) | Self::Several => Self::Several,
        }
    }
}

/// Where it stands: to look it up takes longer than to walk to it.
fn replace_etag(headers: &mut HeaderMap, etag: HeaderValue) {
    let mut lines = headers.iter_mut();
    if let Some((_, line)) = lines.find(|(name, _)| *name == header::ETAG) {
        *line = etag;
    }
}

/// Every copy says that there are others, the plain one and the 304 included (RFC 9110 §12.5.5).
fn names_accept_encoding(line: &HeaderValue) -> bool {
    let names = line.as_bytes().split(|byte| *byte == b',');
    names
        .map(<[u8]>::trim_ascii)
        .any(|name| name == b"*" || name.eq_ignore_ascii_case(b"accept-encoding"))
}
