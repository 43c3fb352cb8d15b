//! `CacheControl` in configuration files: keys of its own, or the text of the header.

use std::{fmt, time::Duration};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::{CacheControl, cacheable::Cacheable, directive::Directive};

/// Writes the text of the header.
impl Serialize for CacheControl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads the text of the header, or keys: `max_age` (seconds, default 0: left out), `private`
/// (default true), `no_cache` (default false) and the other directives. An unknown key is an error.
///
/// ```
/// use conditional_core::CacheControl;
///
/// let by_keys: CacheControl = serde_json::from_str(r#"{ "max_age": 300, "private": false }"#)?;
/// let by_text: CacheControl = serde_json::from_str(r#""public, max-age=300""#)?;
/// assert_eq!(by_keys, by_text);
/// # Ok::<_, serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for CacheControl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrKeys)
    }
}

struct TextOrKeys;

impl<'de> Visitor<'de> for TextOrKeys {
    type Value = CacheControl;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a Cache-Control value such as \"private, max-age=60\", or its directives as keys",
        )
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Keys::deserialize(MapAccessDeserializer::new(map)).map(CacheControl::from)
    }
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "one key for each directive")]
struct Keys {
    max_age: u64,
    private: bool,
    no_cache: bool,
    no_store: bool,
    no_transform: bool,
    must_revalidate: bool,
    proxy_revalidate: bool,
    must_understand: bool,
    immutable: bool,
    s_maxage: Option<u64>,
    stale_while_revalidate: Option<u64>,
    stale_if_error: Option<u64>,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            max_age: Cacheable::DEFAULT.max_age.as_secs(),
            private: Cacheable::DEFAULT.private,
            no_cache: Cacheable::DEFAULT.no_cache,
            no_store: false,
            no_transform: false,
            must_revalidate: false,
            proxy_revalidate: false,
            must_understand: false,
            immutable: false,
            s_maxage: None,
            stale_while_revalidate: None,
            stale_if_error: None,
        }
    }
}

impl From<Keys> for CacheControl {
    fn from(keys: Keys) -> Self {
        let flags = [
            (Directive::NoStore, keys.no_store),
            (Directive::NoTransform, keys.no_transform),
            (Directive::MustRevalidate, keys.must_revalidate),
            (Directive::ProxyRevalidate, keys.proxy_revalidate),
            (Directive::MustUnderstand, keys.must_understand),
            (Directive::Immutable, keys.immutable),
        ];
        let durations = [
            (Directive::SMaxage, keys.s_maxage),
            (Directive::StaleWhileRevalidate, keys.stale_while_revalidate),
            (Directive::StaleIfError, keys.stale_if_error),
        ];
        let cacheable = Cacheable {
            max_age: Duration::from_secs(keys.max_age),
            private: keys.private,
            no_cache: keys.no_cache,
        };
        let mut policy = Self::from(cacheable);
        for (directive, _) in flags.into_iter().filter(|(_, set)| *set) {
            policy = policy.with(directive);
        }
        for (directive, seconds) in durations {
            if let Some(seconds) = seconds {
                policy = policy.with_seconds(directive, Duration::from_secs(seconds));
            }
        }
        policy
    }
}
