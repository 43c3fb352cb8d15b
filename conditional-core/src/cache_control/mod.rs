//! `Cache-Control` of responses (RFC 9111 §5.2.2).

mod argument;
mod builder;
mod cacheable;
mod directive;
mod error;
mod field_names;
mod lenient;
mod member;
mod parse;
#[cfg(feature = "serde")]
mod serde;
mod write;

use std::{borrow::Cow, time::Duration};

use self::directive::{Directive, Flags, Seconds};
pub use self::field_names::check_field_names;
pub use self::{cacheable::Cacheable, error::InvalidCacheControl};

/// What caches may do with a response: the value of its `Cache-Control` field.
///
/// It knows the directives of RFC 9111 §5.2.2, RFC 8246 and RFC 5861; others are kept as
/// extensions. Durations are whole seconds, at most 2³¹ (§1.2.2). `public` and `private` exclude
/// each other; the last one named stays.
///
/// ```
/// use std::time::Duration;
///
/// use conditional_core::CacheControl;
///
/// const POLICY: CacheControl =
///     CacheControl::new().with_public().with_max_age(Duration::from_secs(300));
/// assert_eq!(POLICY.to_string(), "public, max-age=300");
/// assert_eq!("Public, max-age=\"300\"".parse(), Ok(POLICY));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CacheControl {
    flags: Flags,
    seconds: Seconds,
    /// The names in `no-cache="…"`.
    no_cache_fields: Option<Cow<'static, str>>,
    /// The names in `private="…"`.
    private_fields: Option<Cow<'static, str>>,
    /// `name` or `name=value`, in order.
    extensions: Vec<String>,
}

impl CacheControl {
    /// No directive: caches follow their own heuristics.
    ///
    /// ```
    /// use conditional_core::CacheControl;
    ///
    /// assert!(CacheControl::new().is_empty());
    /// assert_eq!(CacheControl::new().with_no_cache().to_string(), "no-cache");
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            flags: Flags::NONE,
            seconds: Seconds::NONE,
            no_cache_fields: None,
            private_fields: None,
            extensions: Vec::new(),
        }
    }

    const fn with(mut self, directive: Directive) -> Self {
        self.flags = self.flags.with(directive);
        self
    }

    const fn with_seconds(mut self, directive: Directive, duration: Duration) -> Self {
        self.flags = self.flags.with(directive);
        self.seconds = self
            .seconds
            .with(directive, directive::whole_seconds(duration));
        self
    }
}

#[cfg(test)]
mod tests;
