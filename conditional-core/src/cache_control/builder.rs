//! Setters and getters: a pair for each directive.

use std::time::Duration;

use super::{CacheControl, directive::Directive};

macro_rules! flags {
    ($($(#[$doc:meta])* $directive:ident $with:ident $is:ident)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $with(self) -> Self {
            self.with(Directive::$directive)
        }

        #[doc = concat!("Whether the directive of [`", stringify!($with), "`](Self::", stringify!($with), ") is there.")]
        #[must_use]
        pub const fn $is(&self) -> bool {
            self.flags.has(Directive::$directive)
        }
    )*};
}

macro_rules! durations {
    ($($(#[$doc:meta])* $directive:ident $with:ident $get:ident)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $with(self, duration: Duration) -> Self {
            self.with_seconds(Directive::$directive, duration)
        }

        #[doc = concat!("The duration of [`", stringify!($with), "`](Self::", stringify!($with), "), if it is there.")]
        #[must_use]
        pub const fn $get(&self) -> Option<Duration> {
            self.duration(Directive::$directive)
        }
    )*};
}

/// Each setter adds one directive to those that are there.
impl CacheControl {
    flags! {
        /// `public`: shared caches may store the response, even one to an authenticated request.
        Public with_public is_public
        /// `private`: only the user's own cache may store the response.
        Private with_private is_private
        /// `no-cache`: a cache may store the response, but must ask before each use of it. With
        /// validators, that is what makes every request a cheap 304.
        NoCache with_no_cache is_no_cache
        /// `no-store`: no cache may store anything of it.
        NoStore with_no_store is_no_store
        /// `no-transform`: intermediaries must leave the content as it is.
        NoTransform with_no_transform is_no_transform
        /// `must-revalidate`: once stale, a cache must ask before using it, even if the server cannot be reached.
        MustRevalidate with_must_revalidate is_must_revalidate
        /// `proxy-revalidate`: the same for shared caches only.
        ProxyRevalidate with_proxy_revalidate is_proxy_revalidate
        /// `must-understand`: only caches that know the status code may store it. Goes with
        /// `no-store`, which such caches then ignore.
        MustUnderstand with_must_understand is_must_understand
        /// `immutable` (RFC 8246): while fresh it will not change, so do not ask even on reload.
        Immutable with_immutable is_immutable
    }

    durations! {
        /// `max-age`: how long the response is fresh.
        MaxAge with_max_age max_age
        /// `s-maxage`: the same for shared caches, which then must revalidate too.
        SMaxage with_s_maxage s_maxage
        /// `stale-while-revalidate` (RFC 5861 §3): how long after that a cache may answer with it
        /// while it asks in the background.
        StaleWhileRevalidate with_stale_while_revalidate stale_while_revalidate
        /// `stale-if-error` (RFC 5861 §4): how long after that a cache may answer with it when the
        /// server fails.
        StaleIfError with_stale_if_error stale_if_error
    }

    /// Adds a directive of your own (RFC 9111 §5.2.3).
    ///
    /// ```
    /// use conditional_core::CacheControl;
    ///
    /// let policy = CacheControl::new().with_private().extension("community", Some("UCI"))?;
    /// assert_eq!(policy.to_string(), "private, community=UCI");
    /// # Ok::<_, conditional_core::InvalidCacheControl>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `name` is not a token, is the name of a registered directive (which has a method of its
    /// own) or `value` has a control character in it.
    pub fn extension(
        mut self,
        name: &str,
        value: Option<&str>,
    ) -> Result<Self, super::InvalidCacheControl> {
        self.extensions.push(super::write::extension(name, value)?);
        Ok(self)
    }

    /// The directives that are not registered, each as `name` or `name=value`, in order.
    ///
    /// ```
    /// use conditional_core::CacheControl;
    ///
    /// let policy: CacheControl = "private, community=\"UCI\", x".parse()?;
    /// assert_eq!(policy.extensions().collect::<Vec<_>>(), ["community=\"UCI\"", "x"]);
    /// # Ok::<_, conditional_core::InvalidCacheControl>(())
    /// ```
    pub fn extensions(&self) -> impl Iterator<Item = &str> {
        self.extensions.iter().map(String::as_str)
    }

    /// The field names in `no-cache="…"`: the directive applies to these fields only.
    ///
    /// ```
    /// use conditional_core::CacheControl;
    ///
    /// const POLICY: CacheControl = CacheControl::from_static("no-cache=\"set-cookie\"");
    /// assert_eq!(POLICY.no_cache_fields(), Some("set-cookie"));
    /// ```
    #[must_use]
    pub fn no_cache_fields(&self) -> Option<&str> {
        self.no_cache_fields.as_deref()
    }

    /// The field names in `private="…"`: the directive applies to these fields only.
    ///
    /// ```
    /// use conditional_core::CacheControl;
    ///
    /// const POLICY: CacheControl = CacheControl::from_static("private=\"x-user\"");
    /// assert_eq!(POLICY.private_fields(), Some("x-user"));
    /// ```
    #[must_use]
    pub fn private_fields(&self) -> Option<&str> {
        self.private_fields.as_deref()
    }

    /// Whether there is no directive at all: as a response part it then sends no field.
    ///
    /// ```
    /// use conditional_core::CacheControl;
    ///
    /// assert!(CacheControl::new().is_empty());
    /// assert!(!CacheControl::new().with_private().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::new()
    }

    const fn duration(&self, directive: Directive) -> Option<Duration> {
        match self.seconds.get(directive) {
            Some(seconds) => Some(Duration::from_secs(seconds as u64)),
            None => None,
        }
    }
}
