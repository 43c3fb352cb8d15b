//! The policy that most responses need, in three words.

use std::time::Duration;

use super::CacheControl;

/// How long a response may be cached and by whom, in the three words of `HyperDjango`'s
/// `CacheableMixin`: `max_age`, `private`, `no_cache`.
///
/// | `max_age` | `private` | `no_cache` | `Cache-Control` |
/// |---|---|---|---|
/// | 0 | yes | no | `private` |
/// | 300 s | no | no | `public, max-age=300` |
/// | 0 | yes | yes | `no-cache, private` |
///
/// ```
/// use std::time::Duration;
///
/// use conditional_core::{CacheControl, Cacheable};
///
/// const FOR_ALL: CacheControl = Cacheable {
///     max_age: Duration::from_secs(300),
///     private: false,
///     ..Cacheable::DEFAULT
/// }
/// .cache_control();
/// assert_eq!(FOR_ALL.to_string(), "public, max-age=300");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_structs,
    reason = "built with `..Cacheable::DEFAULT`; whatever is more than three words is a `CacheControl`"
)]
pub struct Cacheable {
    /// How long the response is fresh, in whole seconds; 0 leaves `max-age` out.
    pub max_age: Duration,
    /// Whether only the user's own cache may store the response; otherwise any cache may.
    pub private: bool,
    /// Whether a cache must ask before each use.
    pub no_cache: bool,
}

impl Cacheable {
    /// `private`, without a `max-age`: nothing is shared unless you say so.
    pub const DEFAULT: Self = Self {
        max_age: Duration::ZERO,
        private: true,
        no_cache: false,
    };

    /// The directives that say so.
    ///
    /// ```
    /// use conditional_core::Cacheable;
    ///
    /// let revalidated = Cacheable { no_cache: true, ..Cacheable::DEFAULT };
    /// assert_eq!(revalidated.cache_control().to_string(), "no-cache, private");
    /// ```
    #[must_use]
    pub const fn cache_control(self) -> CacheControl {
        let mut directives = if self.private {
            CacheControl::new().with_private()
        } else {
            CacheControl::new().with_public()
        };
        if self.no_cache {
            directives = directives.with_no_cache();
        }
        if self.max_age.as_secs() > 0 {
            directives = directives.with_max_age(self.max_age);
        }
        directives
    }
}

impl Default for Cacheable {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl From<Cacheable> for CacheControl {
    fn from(cacheable: Cacheable) -> Self {
        cacheable.cache_control()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(max_age: u64, private: bool, no_cache: bool) -> String {
        let max_age = Duration::from_secs(max_age);
        let cacheable = Cacheable {
            max_age,
            private,
            no_cache,
        };
        CacheControl::from(cacheable).to_string()
    }

    #[test]
    fn it_is_written_as_hyperdjango_writes_it() {
        assert_eq!(value(0, true, false), "private");
        assert_eq!(value(300, false, false), "public, max-age=300");
        assert_eq!(value(0, true, true), "no-cache, private");
        assert_eq!(value(0, false, false), "public");
        assert_eq!(value(60, true, false), "private, max-age=60");
    }

    #[test]
    fn what_nothing_was_said_about_is_private() {
        let directives = CacheControl::from(Cacheable::default());
        assert_eq!(directives.to_string(), "private");
    }
}
