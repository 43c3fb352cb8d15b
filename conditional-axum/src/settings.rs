//! [`GuardSettings`]: what the guards of an application have in common.

use std::fmt;
use std::sync::Arc;

use axum::http::Extensions;
use conditional_core::{Fields, LastModified, Published, Representation};

use crate::clock;

/// Settings of all guards of a router: the clock, and what becomes of refused uploads.
///
/// It is a layer. The guards of the attributes, [`Preconditions`](crate::Preconditions) and
/// [`ConditionalLayer`](crate::ConditionalLayer) inside of it follow it; without it the defaults
/// hold, which are right for most applications.
///
/// | setting | default |
/// |---|---|
/// | [`clock`](Self::clock) | the system's; none on `wasm32-unknown-unknown` |
/// | [`margin`](Self::margin) | 0 seconds |
/// | [`refused_upload`](Self::refused_upload) | 2 MiB |
///
/// # Example
///
/// A clock that stands still, for a test that does not wait for the next second:
///
/// ```
/// use axum::{Router, body::Body, http::Request, routing::get};
/// use conditional_axum::{GuardSettings, LastModified, last_modified};
/// use tower::ServiceExt;
///
/// const CHANGED: LastModified = LastModified::from_unix_seconds(784_111_777);
///
/// #[last_modified(|| CHANGED)]
/// async fn page() -> &'static str {
///     "a page"
/// }
///
/// # #[tokio::main]
/// # async fn main() {
/// let at = |now| Router::new()
///     .route("/", get(page))
///     .layer(GuardSettings::new().clock(move || Some(now)));
///
/// // In the second of the change, a further change may have the same date.
/// let response = at(CHANGED).oneshot(Request::new(Body::empty())).await.unwrap();
/// assert!(!response.headers().contains_key("last-modified"));
/// assert_eq!(response.headers()["cache-control"], "no-store");
///
/// let later = LastModified::from_unix_seconds(784_111_778);
/// let response = at(later).oneshot(Request::new(Body::empty())).await.unwrap();
/// assert_eq!(response.headers()["last-modified"], "Sun, 06 Nov 1994 08:49:37 GMT");
/// # }
/// ```
#[derive(Clone, Default)]
#[must_use = "give it to `Router::layer`"]
pub struct GuardSettings(
    /// `None` for the defaults.
    Option<Arc<Values>>,
);

#[derive(Clone)]
struct Values {
    /// `None` for the system's clock.
    clock: Option<Arc<NowFn>>,
    margin: u32,
    refused_upload: u64,
}

type NowFn = dyn Fn() -> Option<LastModified> + Send + Sync;

/// What holds without the layer.
pub(crate) static DEFAULTS: GuardSettings = GuardSettings::new();

/// Up to this many bytes of a refused upload are read: 2 MiB.
const REFUSED_UPLOAD: u64 = 2 * 1024 * 1024;

impl GuardSettings {
    /// The defaults.
    pub const fn new() -> Self {
        Self(None)
    }

    /// Asks this function for the current time instead of the system's clock.
    ///
    /// It is asked only where a date needs it. `None` says that the time is not known: then no
    /// `Last-Modified` is sent, and dates that clients send are taken at face value.
    pub fn clock(mut self, now: impl Fn() -> Option<LastModified> + Send + Sync + 'static) -> Self {
        self.values_mut().clock = Some(Arc::new(now));
        self
    }

    /// By how many seconds the clock that dates the rows, a database's for instance, may be behind
    /// the server's, and how long a change may take from its date until everyone can see it.
    ///
    /// A second counts as over only when it is that much older than now: until then its date is not
    /// sent, and not relied on. 0 by default.
    ///
    /// ```
    /// use conditional_axum::GuardSettings;
    ///
    /// let settings = GuardSettings::new().margin(3).refused_upload(64 * 1024);
    /// assert_ne!(settings, GuardSettings::new());
    /// ```
    pub fn margin(mut self, seconds: u32) -> Self {
        self.values_mut().margin = seconds;
        self
    }

    /// Reads up to this many bytes of an upload that a guard refuses, before the 412 or 428 leaves;
    /// 0 reads nothing. 2 MiB by default, and never more than the route's own body limit.
    ///
    /// Many clients send all of a request before they read the answer. If nobody reads what they
    /// send, they see a broken connection instead of the refusal. Nothing of it is kept.
    /// Nothing is read from a client that sends `Expect: 100-continue`, nor where `Content-Length`
    /// says that there is more than the limit: those get the answer at once.
    pub fn refused_upload(mut self, bytes: u64) -> Self {
        self.values_mut().refused_upload = bytes;
        self
    }

    /// The settings that a request has come through.
    #[inline]
    pub(crate) fn of(extensions: &Extensions) -> &Self {
        extensions.get().unwrap_or(&DEFAULTS)
    }

    /// Lets the fields ask this clock.
    #[inline]
    pub(crate) fn read<'a>(&'a self, fields: Fields<'a>) -> Fields<'a> {
        let clock: Option<&'a NowFn> = self.0.as_ref().and_then(|values| values.clock.as_deref());
        fields
            .with_clock(clock.unwrap_or(&clock::now))
            .with_margin(self.seconds_of_margin())
    }

    /// What an answer with these validators may say of its date.
    #[inline]
    pub(crate) fn publish(&self, representation: &Representation) -> Published {
        representation.publish(|| self.now(), self.seconds_of_margin())
    }

    pub(crate) fn most_of_refused_upload(&self) -> u64 {
        let values = self.0.as_ref();
        values.map_or(REFUSED_UPLOAD, |values| values.refused_upload)
    }

    fn now(&self) -> Option<LastModified> {
        match self.0.as_ref().and_then(|values| values.clock.as_ref()) {
            Some(clock) => clock(),
            None => clock::now(),
        }
    }

    fn seconds_of_margin(&self) -> u32 {
        self.0.as_ref().map_or(0, |values| values.margin)
    }

    fn values_mut(&mut self) -> &mut Values {
        Arc::make_mut(self.0.get_or_insert_default())
    }
}

/// Two are equal if both are the defaults, or if they are clones of one value.
impl PartialEq for GuardSettings {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(another)) => Arc::ptr_eq(one, another),
            _ => false,
        }
    }
}

impl Eq for GuardSettings {}

impl Default for Values {
    fn default() -> Self {
        Self {
            clock: None,
            margin: 0,
            refused_upload: REFUSED_UPLOAD,
        }
    }
}

impl fmt::Debug for GuardSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_clock = self.0.as_ref().is_some_and(|values| values.clock.is_some());
        f.debug_struct("GuardSettings")
            .field(
                "clock",
                &format_args!("{}", if has_clock { "<fn>" } else { "system" }),
            )
            .field("margin", &self.seconds_of_margin())
            .field("refused_upload", &self.most_of_refused_upload())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_equal_and_so_are_clones_of_one_value() {
        let settings = GuardSettings::new().margin(3);
        assert_eq!(GuardSettings::new(), GuardSettings::default());
        assert_eq!(settings, settings.clone());
        assert_ne!(settings, GuardSettings::new());
        assert_ne!(settings, GuardSettings::new().margin(3));
    }

    #[test]
    fn two_mebibytes_of_a_refused_upload_are_read_and_the_clock_is_the_systems() {
        let defaults = "GuardSettings { clock: system, margin: 0, refused_upload: 2097152 }";
        assert_eq!(format!("{DEFAULTS:?}"), defaults);
        let changed = GuardSettings::new().clock(|| None).margin(3);
        let expected = "GuardSettings { clock: <fn>, margin: 3, refused_upload: 2097152 }";
        assert_eq!(format!("{changed:?}"), expected);
    }
}
