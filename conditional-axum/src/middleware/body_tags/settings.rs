//! Which requests and responses the layer is for.

use std::fmt;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header, request, response};
use conditional_core::CacheControl;
use http_body::Body as _;

use super::tagging::Tagging;

/// At most this many bytes are held and hashed: 2 MiB.
const DEFAULT_MAX_BODY: u64 = 2 * 1024 * 1024;

pub(super) type RequestFn = dyn Fn(&request::Parts) -> bool + Send + Sync;
pub(super) type ResponseFn = dyn Fn(&response::Parts) -> bool + Send + Sync;

/// What the builder was told.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) tagging: Tagging,
    pub(super) max_body: u64,
    pub(super) cache_control: Option<Policy>,
    pub(super) when: Option<Arc<RequestFn>>,
    pub(super) when_response: Option<Arc<ResponseFn>>,
    pub(super) head_as_get: bool,
    pub(super) whole_on_if_range: bool,
    pub(super) repr_digest: bool,
}

/// The `Cache-Control` of what has none.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    for_all: HeaderValue,
    /// For answers that belong to one user.
    personal: HeaderValue,
}

impl Policy {
    pub(super) fn new(policy: CacheControl, shares_personal: bool) -> Self {
        let for_all: HeaderValue = policy.clone().into();
        let personal = if shares_personal {
            for_all.clone()
        } else {
            policy.with_private().into()
        };
        Self { for_all, personal }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tagging: Tagging::default(),
            max_body: DEFAULT_MAX_BODY,
            cache_control: None,
            when: None,
            when_response: None,
            head_as_get: false,
            whole_on_if_range: false,
            repr_digest: false,
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let function = |is_there| if is_there { "Some(<fn>)" } else { "None" };
        f.debug_struct("Settings")
            .field("tagging", &self.tagging)
            .field("max_body", &self.max_body)
            .field("cache_control", &self.cache_control)
            .field("when", &format_args!("{}", function(self.when.is_some())))
            .field(
                "when_response",
                &format_args!("{}", function(self.when_response.is_some())),
            )
            .field("head_as_get", &self.head_as_get)
            .field("whole_on_if_range", &self.whole_on_if_range)
            .field("repr_digest", &self.repr_digest)
            .finish()
    }
}

impl Settings {
    /// Whether the layer has anything to do with this response.
    pub(super) fn concerns(&self, response: &response::Parts) -> bool {
        matches!(
            response.status,
            StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED
        ) && !response.headers.contains_key(header::UPGRADE)
            && !is_event_stream(&response.headers)
            && self
                .when_response
                .as_ref()
                .is_none_or(|when| when(response))
    }

    /// A 206 and a 304 carry what the 200 would have carried (RFC 9110 §15.3.7, §15.4.5).
    ///
    /// An answer that sets a cookie, or that goes to an identified user, is private: no shared cache may
    /// hand it on.
    pub(super) fn add_cache_control(&self, headers: &mut HeaderMap, is_personal: bool) {
        let Some(policy) = &self.cache_control else {
            return;
        };
        let value = if is_personal {
            &policy.personal
        } else {
            &policy.for_all
        };
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert_with(|| value.clone());
    }

    /// The length of a body that is to be held and hashed.
    pub(super) fn length_to_hash(&self, body: &Body) -> Option<u64> {
        body.size_hint()
            .exact()
            .filter(|length| *length <= self.max_body)
    }
}

/// Whether no cache may keep the response, so that no client can ask about it later.
pub(super) fn is_no_store(headers: &HeaderMap) -> bool {
    CacheControl::from_headers(headers).is_no_store()
}

const EVENT_STREAM: &[u8] = b"text/event-stream";

fn is_event_stream(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    media_type
        .and_then(|text| text.split(|byte| *byte == b';').next())
        .is_some_and(|essence| essence.trim_ascii().eq_ignore_ascii_case(EVENT_STREAM))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_debug_output_tells_what_the_builder_was_told() {
        let defaults = "Settings { tagging: Weak, max_body: 2097152, cache_control: None, \
            when: None, when_response: None, head_as_get: false, whole_on_if_range: false, \
            repr_digest: false }";
        assert_eq!(format!("{:?}", Settings::default()), defaults);
        let told = Settings {
            tagging: Tagging::Strong,
            when: Some(Arc::new(|_| true)),
            when_response: Some(Arc::new(|_| true)),
            ..Settings::default()
        };
        let told = format!("{told:?}");
        assert!(told.contains("tagging: Strong"), "{told}");
        assert!(told.contains("when: Some(<fn>), when_response: Some(<fn>)"));
    }
}
